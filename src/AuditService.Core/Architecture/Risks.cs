namespace AuditService.Core.Architecture;

/// <summary>Makes risks, so that rules say only what they see.</summary>
internal static class Risks
{
    /// <summary>A risk at a component, which it names alone unless more is said.</summary>
    public static ArchitectureRisk At(string rule, Component component, Likelihood likelihood, Impact impact, BreachProbability breach) => new()
    {
        Rule = rule,
        Id = $"{rule}@{component.Id}",
        Likelihood = likelihood,
        Impact = impact,
        Breach = breach,
        Component = component.Id,
        Breached = [component.Id],
    };

    /// <summary>A risk on a link, its identity made of the parts given.</summary>
    public static ArchitectureRisk On(string rule, Flow flow, Component about, Likelihood likelihood, Impact impact, BreachProbability breach, params ReadOnlySpan<string> identity) => new()
    {
        Rule = rule,
        Id = $"{rule}@{string.Join('@', identity)}",
        Likelihood = likelihood,
        Impact = impact,
        Breach = breach,
        Component = about.Id,
        Flow = flow.Id,
        Breached = [about.Id],
    };

    /// <summary>One level up where the condition holds.</summary>
    public static Impact RaisedIf(this Impact impact, bool condition) => condition && impact < Impact.VeryHigh ? impact + 1 : impact;

    /// <summary>Who attacks what is used to build and operate has one step more to make.</summary>
    public static Likelihood LoweredIf(this Likelihood likelihood, bool condition) => condition && likelihood > Likelihood.Unlikely ? likelihood - 1 : likelihood;

    public static IEnumerable<Component> InScope(this SystemGraph graph) => graph.Components.Where(component => !component.OutOfScope);

    /// <summary>The component to name where the whole model is at stake: from the first sensitive one on, in the order given, the one with the highest needs.</summary>
    public static Component MostRelevant(IReadOnlyList<Component> components, Func<Component, SecurityNeeds> needs, Func<Component, bool> isSensitive)
    {
        var best = components[0];
        var isRaised = false;
        foreach (var component in components)
        {
            if (!isRaised)
            {
                best = component;
                isRaised = isSensitive(component);
            }
            else if (AttackerAttractiveness.PointsOf(needs(component)) > AttackerAttractiveness.PointsOf(needs(best)))
            {
                best = component;
            }
        }

        return best;
    }
}
