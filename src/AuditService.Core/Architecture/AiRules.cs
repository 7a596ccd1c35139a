namespace AuditService.Core.Architecture;

/// <summary>
/// What only systems with models run into. The paths are read off the graph: what comes from outside, what a model is given, what it may do.
/// After MITRE ATLAS, OWASP (LLM 2025, ML 2023, Agentic 2026) and ANSSI's 35 recommendations; the references of each rule are in its data.
/// </summary>
internal static class AiRules
{
    public static IReadOnlyList<RiskRule> All { get; } =
    [
        new("ai-prompt-injection-path", PromptInjectionPath),
        new("ai-indirect-prompt-injection", IndirectPromptInjection),
        new("ai-agent-reach", AgentReach),
        new("ai-unauthenticated-tool", UnauthenticatedTool),
        new("ai-inter-agent-communication", InterAgentCommunication),
        new("ai-rag-poisoning", RetrievalPoisoning),
        new("ai-training-data-poisoning", TrainingDataPoisoning),
        new("ai-unauthenticated-inference", UnauthenticatedInference),
        new("ai-model-theft", ModelTheft),
        new("ai-unguarded-model-registry", UnguardedModelRegistry),
        new("ai-untrusted-model-source", UntrustedModelSource),
        new("ai-sensitive-data-to-third-party", SensitiveDataToThirdParty),
        new("ai-mixed-environments", MixedEnvironments),
        new("ai-shared-across-tenants", SharedAcrossTenants),
        new("ai-exposed-notebook", ExposedNotebook),
        new("ai-unbounded-consumption", UnboundedConsumption),
        new("ai-unlogged-model-use", UnloggedModelUse),
    ];

    /// <summary>Text of people outside reaches a language model through a caller, and nothing on the way filters it.</summary>
    private static IEnumerable<ArchitectureRisk> PromptInjectionPath(SystemGraph graph) =>
        from flow in ModelCalls(graph)
        let caller = graph.From(flow)
        where !IsGuarded(graph, caller) && IsReachedFromOutside(graph, caller)
        let canHarm = graph.Processed(caller).IsSensitive || graph.OutOf(caller).Any(other => graph.Is(graph.To(other), Trait.ActsForModels))
        select Risks.On("ai-prompt-injection-path", flow, caller, Likelihood.VeryLikely, Impact.Medium.RaisedIf(canHarm), BreachProbability.Possible, caller.Id, flow.To, flow.Id);

    /// <summary>The caller of a language model also gives it what it fetches from outside: pages, mails, files of others.</summary>
    private static IEnumerable<ArchitectureRisk> IndirectPromptInjection(SystemGraph graph) =>
        from caller in ModelCalls(graph).Select(graph.From).DistinctBy(caller => caller.Id)
        where !IsGuarded(graph, caller)
        from source in graph.OutOf(caller)
        let other = graph.To(source)
        where other.IsOutside && !graph.Is(other, Trait.Inference) && !graph.Is(other, Trait.KeepsModels) && !graph.Is(other, "monitoring") && !graph.Is(other, "identity-provider")
        where source.Received.Count > 0 || source.Readonly
        let impact = Impact.Medium.RaisedIf(graph.Processed(caller).IsSensitive || graph.Is(caller, Trait.Autonomous))
        select Risks.On("ai-indirect-prompt-injection", source, caller, Likelihood.Likely, impact, BreachProbability.Possible, caller.Id, other.Id, source.Id);

    /// <summary>What a model drives may write where it matters, not as the person who asks.</summary>
    private static IEnumerable<ArchitectureRisk> AgentReach(SystemGraph graph) =>
        from agent in graph.InScope()
        where graph.Is(agent, Trait.Autonomous) || graph.Is(agent, Trait.ActsForModels)
        from flow in graph.OutOf(agent)
        let target = graph.To(flow)
        where !flow.Readonly && flow.Authorization != FlowAuthorization.EndUserIdentityPropagation
        where !graph.Is(target, Trait.Inference) && !graph.Is(target, Trait.Guardrail) && !graph.Is(target, "monitoring")
        let needs = graph.Processed(target)
        where needs.IsSensitive || graph.Is(target, Trait.ActsForModels) || graph.Is(target, Trait.HighValueTarget)
        select Risks.On("ai-agent-reach", flow, agent, Likelihood.Likely, Impact.Medium.RaisedIf(needs.IsSensitive).RaisedIf(needs.IsStrictest), BreachProbability.Possible, agent.Id, target.Id, flow.Id) with { Breached = [target.Id] };

    private static IEnumerable<ArchitectureRisk> UnauthenticatedTool(SystemGraph graph) =>
        from tool in graph.InScope()
        where graph.Is(tool, Trait.ActsForModels)
        from flow in graph.Into(tool)
        where flow.Authentication == FlowAuthentication.None && !flow.Protocol.IsLocal()
        select Risks.On("ai-unauthenticated-tool", flow, tool, Likelihood.Likely, Impact.Medium.RaisedIf(graph.Processed(tool).IsSensitive), BreachProbability.Possible, tool.Id, flow.From, flow.Id);

    private static IEnumerable<ArchitectureRisk> InterAgentCommunication(SystemGraph graph) =>
        from flow in graph.Flows
        where graph.Is(graph.From(flow), Trait.Autonomous) && graph.Is(graph.To(flow), Trait.Autonomous) && flow.From != flow.To
        where flow.Authentication == FlowAuthentication.None || flow.TravelsInClear
        where !flow.Protocol.IsLocal()
        let agent = graph.To(flow)
        select Risks.On("ai-inter-agent-communication", flow, agent, Likelihood.Likely, Impact.Medium.RaisedIf(graph.Processed(agent).IsSensitive), BreachProbability.Possible, agent.Id, flow.From, flow.Id);

    /// <summary>Whoever writes into what a model retrieves speaks to the model. Only writers fed from outside count.</summary>
    private static IEnumerable<ArchitectureRisk> RetrievalPoisoning(SystemGraph graph) =>
        from store in graph.InScope()
        where graph.Is(store, Trait.RetrievalSource)
        from flow in graph.Into(store)
        let writer = graph.From(flow)
        where !flow.Readonly && !flow.IsDevops && (writer.IsOutside || IsReachedFromOutside(graph, writer))
        where flow.Authentication == FlowAuthentication.None || writer.IsOutside || !IsGuarded(graph, writer)
        let likelihood = writer.IsOutside || flow.Authentication == FlowAuthentication.None ? Likelihood.VeryLikely : Likelihood.Likely
        select Risks.On("ai-rag-poisoning", flow, store, likelihood, Impact.Medium.RaisedIf(graph.Processed(store).IsSensitive), BreachProbability.Possible, store.Id, writer.Id, flow.Id);

    private static IEnumerable<ArchitectureRisk> TrainingDataPoisoning(SystemGraph graph)
    {
        const string rule = "ai-training-data-poisoning";
        foreach (var source in graph.InScope().Where(component => graph.Is(component, Trait.TrainingSource)))
        {
            foreach (var flow in graph.Into(source).Where(flow => !flow.Readonly))
            {
                var writer = graph.From(flow);
                if (writer.IsOutside || flow.Authentication == FlowAuthentication.None)
                    yield return Risks.On(rule, flow, source, Likelihood.Likely, Impact.Medium.RaisedIf(graph.Processed(source).Integrity >= Criticality.Critical), BreachProbability.Improbable, source.Id, writer.Id, flow.Id);
            }
        }

        foreach (var training in graph.InScope().Where(component => graph.Is(component, Trait.Training)))
        {
            foreach (var flow in graph.OutOf(training).Where(flow => graph.To(flow).IsOutside && graph.Is(graph.To(flow), Trait.TrainingSource)))
                yield return Risks.On(rule, flow, training, Likelihood.Likely, Impact.Medium.RaisedIf(graph.Processed(training).Integrity >= Criticality.Critical), BreachProbability.Improbable, training.Id, flow.To, flow.Id);
        }
    }

    private static IEnumerable<ArchitectureRisk> UnauthenticatedInference(SystemGraph graph)
    {
        const string rule = "ai-unauthenticated-inference";
        foreach (var model in graph.InScope().Where(component => graph.Is(component, Trait.Inference)))
        {
            var impact = Impact.Medium.RaisedIf(graph.Processed(model).IsSensitive);
            foreach (var flow in graph.Into(model).Where(flow => flow.Authentication == FlowAuthentication.None && !flow.Protocol.IsLocal()))
            {
                var isOpen = model.Exposed || graph.From(flow).IsOutside || graph.CrossesNetwork(flow);
                yield return Risks.On(rule, flow, model, isOpen ? Likelihood.VeryLikely : Likelihood.Likely, impact, BreachProbability.Possible, model.Id, flow.From, flow.Id);
            }

            // Inference servers ask nobody who they are unless told to.
            if (graph.IsPublished(model) && !model.CustomCode)
                yield return Risks.At(rule, model, Likelihood.VeryLikely, impact, BreachProbability.Possible);
        }
    }

    /// <summary>A model worth keeping secret lies in clear, or answers the internet directly and can be copied by its answers.</summary>
    private static IEnumerable<ArchitectureRisk> ModelTheft(SystemGraph graph)
    {
        foreach (var model in graph.InScope().Where(component => graph.Is(component, Trait.Inference) || graph.Is(component, Trait.KeepsModels)))
        {
            var needs = graph.Processed(model);
            var answersOutside = graph.Is(model, Trait.Inference) && (model.Exposed || graph.Into(model).Any(flow => graph.From(flow).IsOutside && !flow.Vpn));
            var liesInClear = model.Encryption == EncryptionStyle.None && needs.Confidentiality >= Confidentiality.Confidential;
            if (answersOutside || liesInClear)
                yield return Risks.At("ai-model-theft", model, answersOutside ? Likelihood.Likely : Likelihood.Unlikely, Impact.Medium.RaisedIf(needs.Confidentiality >= Confidentiality.Confidential), BreachProbability.Possible);
        }
    }

    private static IEnumerable<ArchitectureRisk> UnguardedModelRegistry(SystemGraph graph)
    {
        const string rule = "ai-unguarded-model-registry";
        foreach (var registry in graph.InScope().Where(component => graph.Is(component, Trait.KeepsModels) && !graph.Is(component, Trait.Inference)))
        {
            var isSensitive = graph.Processed(registry).IsSensitive;
            foreach (var flow in graph.Into(registry))
            {
                var caller = graph.From(flow);
                if ((caller.IsOutside && !flow.Vpn) || (!flow.IsDevops && graph.CrossesNetwork(flow) && !graph.ShareAnyBoundary(registry, caller)))
                    yield return Risks.On(rule, flow, registry, Likelihood.Likely, Impact.Medium.RaisedIf(!flow.Readonly || isSensitive), BreachProbability.Possible, registry.Id, caller.Id, flow.Id);
            }

            if (graph.IsPublished(registry))
                yield return Risks.At(rule, registry, Likelihood.VeryLikely, Impact.Medium.RaisedIf(isSensitive), BreachProbability.Possible);
        }
    }

    private static IEnumerable<ArchitectureRisk> UntrustedModelSource(SystemGraph graph) =>
        from component in graph.InScope()
        from flow in graph.OutOf(component)
        let source = graph.To(flow)
        where graph.Is(source, Trait.KeepsModels) && source.IsOutside
        select Risks.On("ai-untrusted-model-source", flow, component, Likelihood.Unlikely, Impact.Medium.RaisedIf(graph.Processed(component).IsSensitive), BreachProbability.Possible, component.Id, source.Id, flow.Id);

    private static IEnumerable<ArchitectureRisk> SensitiveDataToThirdParty(SystemGraph graph) =>
        from flow in graph.Flows
        let model = graph.To(flow)
        where graph.Is(model, Trait.Inference) && model.IsOutside
        let sent = graph.NeedsOf(flow.Sent)
        where sent.Confidentiality >= Confidentiality.Confidential
        select Risks.On("ai-sensitive-data-to-third-party", flow, graph.From(flow), Likelihood.VeryLikely, Impact.Medium.RaisedIf(sent.Confidentiality == Confidentiality.StrictlyConfidential), BreachProbability.Probable, flow.From, model.Id, flow.Id);

    /// <summary>Models are made, or tried in a notebook, in the zone where they serve. What stands in no zone shares none.</summary>
    private static IEnumerable<ArchitectureRisk> MixedEnvironments(SystemGraph graph) => graph.InScope()
        .Where(component => graph.Is(component, Trait.Training) && graph.BoundaryOf(component) is not null)
        .Select(component => (component, Serving: graph.InScope().Where(other => graph.Is(other, Trait.Inference) && !other.IsOutside && graph.BoundaryOf(other)?.Id == graph.BoundaryOf(component)!.Id).ToList()))
        .Where(pair => pair.Serving.Count > 0)
        .Select(pair => Risks.At("ai-mixed-environments", pair.component, Likelihood.Likely, Impact.Medium.RaisedIf(pair.Serving.Exists(serving => graph.Processed(serving).IsStrictest)), BreachProbability.Possible) with
        {
            Boundary = graph.BoundaryOf(pair.component)!.Id,
            Breached = [.. pair.Serving.Select(serving => serving.Id)],
        });

    private static IEnumerable<ArchitectureRisk> SharedAcrossTenants(SystemGraph graph) => graph.InScope()
        .Where(component => component.MultiTenant && (graph.Is(component, Trait.Inference) || graph.Is(component, Trait.Autonomous) || graph.Is(component, Trait.RetrievalSource) || graph.Is(component, Trait.KeepsModels)))
        .Where(component => component.Encryption != EncryptionStyle.DataWithEndUserIndividualKey
            && !(graph.Into(component).Any() && graph.Into(component).All(flow => flow.Authorization == FlowAuthorization.EndUserIdentityPropagation)))
        .Select(component => Risks.At("ai-shared-across-tenants", component, Likelihood.Likely, Impact.Medium.RaisedIf(graph.Processed(component).IsSensitive), BreachProbability.Probable));

    private static IEnumerable<ArchitectureRisk> ExposedNotebook(SystemGraph graph) => graph.InScope()
        .Where(component => graph.Is(component, "notebook") && (component.Exposed || component.Internet || graph.Into(component).Any(flow => graph.From(flow).Internet && !flow.Vpn)))
        .Select(component => Risks.At("ai-exposed-notebook", component, Likelihood.VeryLikely, Impact.High.RaisedIf(graph.Processed(component).IsStrictest), BreachProbability.Probable));

    /// <summary>Anyone may make a model work: nothing between the internet and its caller counts or limits.</summary>
    private static IEnumerable<ArchitectureRisk> UnboundedConsumption(SystemGraph graph) =>
        from caller in graph.InScope()
        where !graph.Is(caller, Trait.TrafficForwarding) && !graph.Is(caller, "gateway")
        let isModel = graph.Is(caller, Trait.LanguageModel)
        where isModel || ModelCalls(graph).Any(flow => flow.From == caller.Id)
        let direct = graph.Into(caller).Where(flow => graph.From(flow).Internet && !flow.Vpn && !flow.IpFiltered).ToList()
        where caller.Exposed ? !graph.Into(caller).Any(flow => graph.Is(graph.From(flow), Trait.TrafficForwarding) || graph.Is(graph.From(flow), "gateway")) : direct.Count > 0
        let isAnonymous = direct.Exists(flow => flow.Authentication == FlowAuthentication.None)
        select Risks.At("ai-unbounded-consumption", caller, isAnonymous ? Likelihood.VeryLikely : Likelihood.Likely, Impact.Low.RaisedIf(ModelCalls(graph).Any(flow => flow.From == caller.Id && graph.To(flow).IsOutside)), BreachProbability.Improbable);

    private static IEnumerable<ArchitectureRisk> UnloggedModelUse(SystemGraph graph) =>
        from caller in graph.InScope()
        where caller.Logging != true && !graph.Is(caller, "monitoring")
        where graph.OutOf(caller).Any(flow => graph.Is(graph.To(flow), Trait.Inference))
        let isWatched = graph.OutOf(caller).Any(flow => graph.Is(graph.To(flow), "monitoring")) || graph.Into(caller).Any(flow => graph.Is(graph.From(flow), "monitoring"))
        where !isWatched && (caller.Logging == false || caller.Origin == ModelOrigin.Threagile)
        select Risks.At("ai-unlogged-model-use", caller, Likelihood.Likely, Impact.Low.RaisedIf(graph.Processed(caller).IsSensitive), BreachProbability.Improbable);

    /// <summary>Links to language models by components of the project that are no filter.</summary>
    private static IEnumerable<Flow> ModelCalls(SystemGraph graph) => graph.Flows
        .Where(flow => graph.Is(graph.To(flow), Trait.LanguageModel) && !graph.From(flow).OutOfScope)
        .Where(flow => !graph.Is(graph.From(flow), Trait.LanguageModel) && !graph.Is(graph.From(flow), Trait.Guardrail) && !graph.Is(graph.From(flow), "monitoring"));

    /// <summary>It asks a filter, or is reached through one.</summary>
    private static bool IsGuarded(SystemGraph graph, Component caller) =>
        graph.OutOf(caller).Any(flow => graph.Is(graph.To(flow), Trait.Guardrail)) || graph.Into(caller).Any(flow => graph.Is(graph.From(flow), Trait.Guardrail));

    /// <summary>People outside, or services of others, call it: directly or through components that are no filter.</summary>
    private static bool IsReachedFromOutside(SystemGraph graph, Component component) =>
        component.Exposed || graph.Callers(component, caller => !graph.Is(caller, Trait.Guardrail)).Any(caller => caller.IsOutside || caller.Exposed || caller.UsedByHuman);
}
