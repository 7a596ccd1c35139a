namespace AuditService.Core.Architecture;

/// <summary>Encryption, secrets and hardening.</summary>
internal static class ProtectionRules
{
    private const double HardenedFrom = 55;
    private const double ValuableHardenedFrom = 40;

    /// <summary>Cloud providers as tags name them, and services of theirs that have advice of their own.</summary>
    private static readonly string[] Providers = ["aws", "azure", "gcp", "ocp"];

    private static readonly (string Tag, string Suffix)[] Services = [("aws:ec2", "ec2"), ("aws:s3", "s3")];

    public static IReadOnlyList<RiskRule> All { get; } =
    [
        new("missing-cloud-hardening", MissingCloudHardening),
        new("missing-hardening", MissingHardening),
        new("missing-vault", MissingVault),
        new("unencrypted-asset", UnencryptedAsset),
        new("unencrypted-communication", UnencryptedCommunication),
    ];

    private static IEnumerable<ArchitectureRisk> MissingHardening(SystemGraph graph) => graph.InScope()
        .Where(component => graph.Attractiveness(component) >= (component.Kind == ComponentKind.Datastore || graph.Is(component, Trait.HighValueTarget) ? ValuableHardenedFrom : HardenedFrom))
        .Select(component => Risks.At("missing-hardening", component, Likelihood.Likely, Impact.Low.RaisedIf(graph.Processed(component).IsStrictestSecretOrExact), BreachProbability.Improbable));

    private static IEnumerable<ArchitectureRisk> MissingVault(SystemGraph graph)
    {
        if (graph.Components.Count == 0 || graph.Components.Any(component => graph.Is(component, "vault")))
            yield break;
        var best = Risks.MostRelevant(graph.Components, graph.Own, _ => true);
        yield return Risks.At("missing-vault", best, Likelihood.Unlikely, Impact.Low.RaisedIf(graph.Components.Any(component => graph.Processed(component).IsSensitive)), BreachProbability.Improbable) with { Breached = [] };
    }

    private static IEnumerable<ArchitectureRisk> UnencryptedAsset(SystemGraph graph)
    {
        foreach (var component in graph.InScope().Where(component => component.Stores.Count > 0 && !graph.Is(component, Trait.NoStorageAtRest) && !graph.Is(component, Trait.Embedded)))
        {
            var stored = graph.Stored(component);
            if (!stored.IsSecretOrExact)
                continue;
            var wantsKeysOfUsers = stored.IsStrictestSecretOrExact && graph.Is(component, Trait.StoresEndUserData);
            if (component.Encryption == EncryptionStyle.None)
                yield return Risks.At("unencrypted-asset", component, Likelihood.Unlikely, Impact.Medium.RaisedIf(stored.IsStrictestSecretOrExact), BreachProbability.Improbable);
            else if (wantsKeysOfUsers && component.Encryption is not null and not EncryptionStyle.DataWithEndUserIndividualKey)
                yield return Risks.At("unencrypted-asset", component, Likelihood.Unlikely, Impact.Medium, BreachProbability.Improbable);
        }
    }

    private static IEnumerable<ArchitectureRisk> UnencryptedCommunication(SystemGraph graph)
    {
        foreach (var flow in graph.Flows.Where(flow => flow.TravelsInClear))
        {
            var (from, to) = (graph.From(flow), graph.To(flow));
            if ((from.OutOfScope && to.OutOfScope) || graph.Is(from, Trait.UnprotectedCommunicationTolerated) || graph.Is(to, Trait.UnprotectedCommunicationTolerated))
                continue;
            var carried = flow.Carried.Select(graph.DataNamed).OfType<DataAsset>().ToList();
            var isWorse = carried.Count > 0 && (flow.Authentication is not null and not FlowAuthentication.None || carried.Exists(asset => asset.Needs.IsStrictestSecretOrExact));
            if (!isWorse && (flow.Vpn || !carried.Exists(asset => asset.Needs.IsSecretOrExact)))
                continue;
            var likelihood = graph.CrossesNetwork(flow) ? Likelihood.Likely : Likelihood.Unlikely;
            yield return Risks.On("unencrypted-communication", flow, from, likelihood, Impact.Medium.RaisedIf(isWorse), BreachProbability.Possible, flow.Id, from.Id, to.Id) with { Breached = [to.Id] };
        }
    }

    private static IEnumerable<ArchitectureRisk> MissingCloudHardening(SystemGraph graph)
    {
        const string rule = "missing-cloud-hardening";
        var named = new HashSet<string>(StringComparer.Ordinal);
        var byProvider = Providers.ToDictionary(provider => provider, _ => new SortedSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var runtime in graph.Runtimes)
        {
            var running = runtime.Running.Select(graph.Find).OfType<Component>().ToList();
            var isTagged = runtime.Tags.Any(IsCloudTag);
            if (!isTagged && !running.Exists(component => graph.WithParents(graph.BoundaryOf(component)).Any(boundary => boundary.IsCloud)))
                continue;
            foreach (var provider in Of(runtime.Tags, isTagged))
            {
                named.Add(provider);
                yield return Risk(runtime.Id, provider, running) with { Runtime = runtime.Id };
            }
        }

        foreach (var boundary in graph.Boundaries.Where(boundary => boundary.IsCloud || boundary.Tags.Any(IsCloudTag)))
        {
            var inside = graph.AllInside(boundary);
            foreach (var provider in Of(boundary.Tags, boundary.Tags.Any(IsCloudTag)))
            {
                named.Add(provider);
                yield return Risk(boundary.Id, provider, inside) with { Boundary = boundary.Id };
            }

            foreach (var component in inside)
                Note(component, component.Tags.Any(IsCloudTag) ? component.Tags : boundary.Tags);
        }

        foreach (var component in graph.Components)
            Note(component, component.Tags);
        foreach (var (provider, ids) in byProvider.Where(pair => pair.Value.Count > 0 && !named.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var best = Risks.MostRelevant([.. ids.Select(id => graph[id])], graph.Own, _ => true);
            yield return Risk(best.Id, provider, [best]) with { Component = best.Id };
        }

        foreach (var component in graph.Components.Where(component => component.Tags.Any(tag => Services.Any(service => Same(service.Tag, tag)))))
        {
            foreach (var service in Services.Where(service => component.Tags.Any(tag => Same(service.Tag, tag))))
                yield return Risk(component.Id, service.Suffix, [component]) with { Component = component.Id };
        }

        void Note(Component component, IReadOnlyList<string> tags)
        {
            foreach (var provider in Providers.Where(provider => tags.Any(tag => IsOf(tag, provider))))
                byProvider[provider].Add(component.Id);
        }

        // What is tagged with a provider is named after it; a cloud without a tag has no name.
        static IEnumerable<string> Of(IReadOnlyList<string> tags, bool isTagged) => isTagged ? Providers.Where(provider => tags.Any(tag => IsOf(tag, provider))) : [""];

        static bool IsCloudTag(string tag) => Providers.Any(provider => IsOf(tag, provider));

        static bool IsOf(string tag, string provider) => Same(tag, provider) || tag.Trim().StartsWith(provider + ":", StringComparison.OrdinalIgnoreCase);

        static bool Same(string left, string right) => string.Equals(left.Trim(), right, StringComparison.OrdinalIgnoreCase);

        ArchitectureRisk Risk(string id, string provider, IReadOnlyList<Component> concerned)
        {
            var needs = concerned.Aggregate(default(SecurityNeeds), (highest, component) => highest.Or(graph.Processed(component)));
            return new()
            {
                Rule = rule,
                Id = provider.Length == 0 ? $"{rule}@{id}" : $"{rule}@{id}@{provider}",
                Likelihood = Likelihood.Unlikely,
                Impact = Impact.Medium.RaisedIf(needs.IsSensitive).RaisedIf(needs.IsStrictest),
                Breach = BreachProbability.Probable,
                Breached = [.. concerned.Select(component => component.Id).Order(StringComparer.Ordinal)],
            };
        }
    }
}
