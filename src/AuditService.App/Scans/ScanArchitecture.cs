using System.Globalization;
using AuditService.Authoring.Architecture;
using AuditService.Collectors.Architecture;
using AuditService.Core;
using AuditService.Core.Architecture;
using AuditService.Core.Collection;
using AuditService.Reports.Diagrams;

namespace AuditService.App.Scans;

/// <summary><c>audit scan architecture</c>: components, flows and the risks that rules see in them.</summary>
public sealed class ScanArchitecture(AuditServiceSettings settings)
{
    /// <summary>Throws <see cref="AuthorMistakesException"/> with all the mistakes of the description.</summary>
    public ArchitectureReading Read(string path)
    {
        var mistakes = new List<AuthorProblem>();
        var reading = new ArchitectureScan(new CollectionSettings { MaximumTextFile = settings.Limits.TextFileMegabytes * 1024 * 1024 }).Read(path, mistakes);
        return mistakes.Count == 0 ? reading : throw new AuthorMistakesException([.. mistakes.OrderBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column)])
        {
            Title = new("L'architecture doit être corrigée", "The architecture must be mended"),
        };
    }

    public static string Svg(ArchitectureReading reading, Language language) => DataFlowDiagram.Svg(reading.Graph.Model, language);

    public static ArchitectureScanResult Shown(ArchitectureReading reading, Language language)
    {
        var graph = reading.Graph;
        return new(
            [.. graph.Components.Select(component => Shown(graph, component))],
            [.. graph.Flows.Select(Shown)],
            [.. reading.Risks.Select(risk => Shown(graph, risk, language))],
            [.. graph.Data.Select(asset => new ScannedDataAsset(asset.Id, asset.Title, KebabWords.Of(asset.Quantity), KebabWords.Of(asset.Confidentiality), KebabWords.Of(asset.Integrity), KebabWords.Of(asset.Availability), Of(asset.At)))],
            [.. graph.Boundaries.Select(boundary => new ScannedBoundary(boundary.Id, boundary.Title, KebabWords.Of(boundary.Type), boundary.Inside, boundary.Nested, boundary.Origin == ModelOrigin.Inferred, Of(boundary.At)))],
            [.. graph.Runtimes.Select(runtime => new ScannedRuntime(runtime.Id, runtime.Title, runtime.Running, Of(runtime.At)))],
            reading.IsSaid,
            [.. reading.LeftOut.Select(left => new ScannedLeftOut(left.Kind, left.Name, left.Detail, $"{left.At.Path}:{left.At.Line}"))],
            [.. reading.Problems.Select(problem => new ScannedProblem(problem.At.ToString(), problem.Message.In(language))), .. reading.Unread.Select(unread => new ScannedProblem(unread.Path, unread.Reason.In(language)))],
            ArchitectureKnowledgeReader.Texts.Editions);
    }

    private static ScannedComponent Shown(SystemGraph graph, Component component)
    {
        var needs = graph.Processed(component);
        return new(
            component.Id,
            component.Title,
            KebabWords.Of(component.Kind),
            component.Technologies,
            component.Product,
            Math.Round(graph.Attractiveness(component), 2, MidpointRounding.AwayFromZero),
            graph.BoundaryOf(component)?.Id,
            component.Internet,
            component.Exposed,
            component.OutOfScope,
            component.MultiTenant,
            component.Redundant,
            component.Machine is { } machine ? KebabWords.Of(machine) : null,
            component.Encryption is { } encryption ? KebabWords.Of(encryption) : null,
            KebabWords.Of(needs.Confidentiality),
            KebabWords.Of(needs.Integrity),
            KebabWords.Of(needs.Availability),
            graph.DataOf(component),
            component.Stores,
            component.Ports,
            component.Origin == ModelOrigin.Inferred,
            Of(component.At),
            [.. component.SeenAt.Select(seen => $"{seen.Path}:{seen.Line}")]);
    }

    private static ScannedFlow Shown(Flow flow) => new(
        flow.Id,
        flow.Title,
        flow.From,
        flow.To,
        KebabWords.Of(flow.Protocol),
        flow.Protocol.IsLocal() ? null : flow.TravelsInClear ? false : flow.IsEncrypted == true || flow.Protocol.IsEncrypted() ? true : null,
        flow.Authentication is { } authentication ? KebabWords.Of(authentication) : null,
        flow.Authorization is { } authorization ? KebabWords.Of(authorization) : null,
        KebabWords.Of(flow.Usage),
        flow.Vpn,
        flow.IpFiltered,
        flow.Readonly,
        flow.Sent,
        flow.Received,
        flow.Origin == ModelOrigin.Inferred,
        Of(flow.At));

    private static ScannedRisk Shown(SystemGraph graph, ArchitectureRisk risk, Language language)
    {
        var text = ArchitectureKnowledgeReader.Texts.Of(risk.Rule);
        return new(
            risk.Rule,
            risk.Subject,
            KebabWords.Of(risk.Severity),
            risk.Id,
            text.Title.In(language),
            KebabWords.Of(risk.Likelihood),
            KebabWords.Of(risk.Impact),
            KebabWords.Of(risk.Breach),
            risk.Component is { } component ? Math.Round(graph.Attractiveness(graph[component]), 2, MidpointRounding.AwayFromZero) : null,
            risk.Flow,
            risk.Boundary,
            risk.Runtime,
            risk.Data,
            risk.Breached,
            text.Stride,
            text.Cwe is { } cwe ? $"CWE-{cwe.ToString(CultureInfo.InvariantCulture)}" : null,
            text.References,
            text.Asks,
            text.Remedy.In(language));
    }

    private static string? Of(ModelSource? at) => at is null ? null : $"{at.Path}:{at.Line}";
}

/// <param name="Described">False when nobody described the architecture: all is then inferred from files.</param>
/// <param name="AbsentFromModel">What files show and the description leaves out.</param>
/// <param name="Editions">Of the catalogues that references cite.</param>
public sealed record ArchitectureScanResult(
    IReadOnlyList<ScannedComponent> Components,
    IReadOnlyList<ScannedFlow> Flows,
    IReadOnlyList<ScannedRisk> Risks,
    IReadOnlyList<ScannedDataAsset> DataAssets,
    IReadOnlyList<ScannedBoundary> Boundaries,
    IReadOnlyList<ScannedRuntime> Runtimes,
    bool Described,
    IReadOnlyList<ScannedLeftOut> AbsentFromModel,
    IReadOnlyList<ScannedProblem> Problems,
    string Editions);

/// <param name="Raa">Relative attacker attractiveness, in percent.</param>
/// <param name="Confidentiality">The highest of the component and all that it handles; so are the other two.</param>
/// <param name="At">Path and line.</param>
/// <param name="SeenAt">Where else files show it.</param>
public sealed record ScannedComponent(
    string Id,
    string Title,
    string Type,
    IReadOnlyList<string> Technologies,
    string? Product,
    double Raa,
    string? Boundary,
    bool Internet,
    bool Exposed,
    bool OutOfScope,
    bool MultiTenant,
    bool Redundant,
    string? Machine,
    string? Encryption,
    string Confidentiality,
    string Integrity,
    string Availability,
    IReadOnlyList<string> Data,
    IReadOnlyList<string> Stores,
    IReadOnlyList<int> Ports,
    bool Inferred,
    string? At,
    IReadOnlyList<string> SeenAt);

/// <param name="Encrypted">Null when nothing tells, and for what never leaves the machine.</param>
public sealed record ScannedFlow(
    string Id,
    string Title,
    string From,
    string To,
    string Protocol,
    bool? Encrypted,
    string? Authentication,
    string? Authorization,
    string Usage,
    bool Vpn,
    bool IpFiltered,
    bool Readonly,
    IReadOnlyList<string> Sent,
    IReadOnlyList<string> Received,
    bool Inferred,
    string? At);

/// <param name="Subject">Id of the component that the risk is most about, else of the boundary, runtime or data.</param>
/// <param name="Id">Stable identity, as Threagile makes it.</param>
/// <param name="Raa">Of the component.</param>
/// <param name="Breached">Components whose data would leak.</param>
/// <param name="Question">It describes a model that may be incomplete: a question to its author first.</param>
public sealed record ScannedRisk(
    string Rule,
    string Subject,
    string Severity,
    string Id,
    string Title,
    string Likelihood,
    string Impact,
    string DataBreach,
    double? Raa,
    string? Flow,
    string? Boundary,
    string? Runtime,
    string? Data,
    IReadOnlyList<string> Breached,
    string Stride,
    string? Cwe,
    IReadOnlyList<string> References,
    bool Question,
    string Remedy);

public sealed record ScannedDataAsset(string Id, string Title, string Quantity, string Confidentiality, string Integrity, string Availability, string? At);

public sealed record ScannedBoundary(string Id, string Title, string Type, IReadOnlyList<string> Inside, IReadOnlyList<string> Nested, bool Inferred, string? At);

public sealed record ScannedRuntime(string Id, string Title, IReadOnlyList<string> Running, string? At);

/// <param name="Kind"><c>service</c>, <c>outside</c>, <c>flow</c> or <c>port</c>.</param>
public sealed record ScannedLeftOut(string Kind, string Name, string? Detail, string At);

public sealed record ScannedProblem(string At, string Message);
