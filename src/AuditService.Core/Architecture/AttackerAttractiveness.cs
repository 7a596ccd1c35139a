using System.Collections.Frozen;

namespace AuditService.Core.Architecture;

/// <summary>
/// RAA, relative attacker attractiveness, in percent: what stands to be won at a component, and how near it brings to better. After Threagile:
/// points of needs and data, multiplied by kind, then a third of the gap to the most attractive neighbour that the component calls, then set
/// between the least and the most attractive. That third is taken on percentages and added to the points before the last normalisation, since
/// the thresholds of the rules (40, 50, 55 %) were chosen so. Where few components make the points small, that sum passes the greatest: 100 is the end.
/// </summary>
internal sealed class AttackerAttractiveness(SystemGraph graph)
{
    private const double Floor = 1;

    private static readonly double[] OwnConfidentiality = [8, 13, 21, 34, 55];
    private static readonly double[] OwnCriticality = [5, 8, 13, 21, 34];
    private static readonly double[] DataConfidentiality = [5, 8, 13, 21, 34];
    private static readonly double[] DataCriticality = [3, 5, 8, 13, 21];
    private static readonly double[] Transferred = [2, 3, 5, 8, 13];
    private static readonly double[] Quantity = [1, 2, 3, 5];

    /// <summary>What needs alone are worth to an attacker.</summary>
    public static double PointsOf(SecurityNeeds needs) => OwnConfidentiality[(int)needs.Confidentiality] + OwnCriticality[(int)needs.Integrity] + OwnCriticality[(int)needs.Availability];

    public FrozenDictionary<string, double> Shares()
    {
        var points = graph.Components.ToDictionary(component => component.Id, Points, StringComparer.Ordinal);
        if (points.Count == 0)
            return FrozenDictionary<string, double>.Empty;
        var least = points.Values.Min();
        var most = points.Values.Max();
        var spread = least < most ? most - least : 1;
        return graph.Components.ToFrozenDictionary(component => component.Id, component => Share(points[component.Id] + Pivot(component)), StringComparer.Ordinal);

        double Share(double value) => Math.Clamp((value - least) / spread * 100, Floor, 100);

        double Pivot(Component component) => component.OutOfScope
            ? 0
            : graph.OutOf(component).Select(flow => Share(points[flow.To]) - Share(points[component.Id])).Append(0).Max() / 3;
    }

    private double Points(Component component)
    {
        if (component.OutOfScope)
            return 0;
        var points = PointsOf(graph.Own(component));
        points += graph.DataOf(component).Concat(component.Stores.Distinct(StringComparer.Ordinal)).Select(graph.DataNamed).OfType<DataAsset>()
            .Sum(asset => Of(asset, DataConfidentiality, DataCriticality));
        points += graph.OutOf(component).SelectMany(flow => flow.Sent.Distinct(StringComparer.Ordinal).Concat(flow.Received.Distinct(StringComparer.Ordinal)))
            .Select(graph.DataNamed).OfType<DataAsset>().Sum(asset => Of(asset, Transferred, Transferred));
        return points * ByKind(component) * (component.MultiTenant ? 1.5 : 1);
    }

    private static double Of(DataAsset asset, double[] confidentiality, double[] criticality) =>
        ((confidentiality[(int)asset.Confidentiality] + criticality[(int)asset.Integrity]) * Quantity[(int)asset.Quantity]) + criticality[(int)asset.Availability];

    private double ByKind(Component component)
    {
        if (Is("load-balancer") || Is("reverse-proxy"))
            return 1 / 5.5;
        if (Is("monitoring"))
            return 1 / 5.0;
        if (Is("container-platform"))
            return 5;
        if (Is("vault") || Is("build-pipeline") || Is("sourcecode-repository") || Is("artifact-registry"))
            return 2;
        if (Is("identity-provider") || Is("identity-store-database") || Is("identity-store-ldap"))
            return 2.5;
        return component.Kind == ComponentKind.Datastore ? 2 : 1;

        bool Is(string technology) => graph.Is(component, technology);
    }
}
