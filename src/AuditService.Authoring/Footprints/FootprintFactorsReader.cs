using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Dossiers;
using AuditService.Core.Footprints;

namespace AuditService.Authoring.Footprints;

/// <summary>Reads a set of footprint factors. A figure without source, a source without date, or a factor that is missing is a mistake with its place.</summary>
public static class FootprintFactorsReader
{
    private const string FileName = "footprint.yaml";

    private static readonly Lazy<FootprintFactors> Built = new(ReadOwn);

    /// <summary>The set that travels in the program: <c>rules/footprint.yaml</c>.</summary>
    public static FootprintFactors Own => Built.Value;

    public static FootprintFactors Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        var factors = new RecordBinder(problems).Bind<FootprintFactors>(YamlText.Parse(text, file, problems));
        foreach (var problem in Mistakes(factors, new(file, 1, 1)).ToList())
            problems.Add(problem);
        return factors;
    }

    private static FootprintFactors ReadOwn()
    {
        using var stream = typeof(FootprintFactorsReader).Assembly.GetManifestResourceStream(FileName)!;
        using var reader = new StreamReader(stream);
        var problems = new List<AuthorProblem>();
        var factors = Read(reader.ReadToEnd(), FileName, problems);
        return problems.Count == 0 ? factors : throw new InvalidOperationException(string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
    }

    private static IEnumerable<AuthorProblem> Mistakes(FootprintFactors factors, SourcePosition top)
    {
        if (factors.Version.Length == 0 || factors.Date is null)
            yield return new(top, "version et date sont attendues.", "version and date are expected.");
        foreach (var missing in FactorNames.All.Where(name => !factors.Factors.ContainsKey(name)))
            yield return new(top, $"Le facteur « {missing} » manque.", $"The factor \"{missing}\" is missing.");
        foreach (var unknown in factors.Factors.Where(factor => !FactorNames.All.Contains(factor.Key, StringComparer.Ordinal)))
            yield return new(unknown.Value.At ?? top, $"Facteur inconnu « {unknown.Key} ».", $"Unknown factor \"{unknown.Key}\".");
        foreach (var source in factors.Sources.Where(source => source.Id.Length == 0 || source.Title.Length == 0 || source.Date is null))
            yield return new(top, $"La source « {source.Id} » doit avoir id, title et date.", $"The source \"{source.Id}\" must have id, title and date.");
        var known = factors.Sources.Select(source => source.Id).ToHashSet(StringComparer.Ordinal);
        IEnumerable<SourcedFigure> figures = [.. factors.Factors.Values, .. factors.Grids, .. factors.GridWater, .. factors.Devices, .. factors.Models, .. factors.Equivalents];
        foreach (var figure in figures)
        {
            if (!known.Contains(figure.Source))
                yield return new(figure.At ?? top, $"« {figure.Source} » n'est pas une source du fichier.", $"\"{figure.Source}\" is no source of the file.");
            if (!IsWhole(figure))
                yield return new(figure.At ?? top, "Un chiffre manque, ou n'est pas possible.", "A figure is missing, or is not possible.");
        }
    }

    private static bool IsWhole(SourcedFigure figure) => figure switch
    {
        Factor factor => factor is { Low: not null, Central: not null, High: not null },
        GridIntensity grid => grid.GramsPerKWh >= 0 && Countries.Code(grid.Country) == grid.Country,
        GridWater water => water.LitresPerKWh >= 0 && Countries.Code(water.Country) == water.Country,
        Device device => device is { Name.Length: > 0, Kind: not null } && device.Low > 0 && device.Low <= device.Central && device.Central <= device.High,
        LanguageModel model => model.Name.Length > 0 && model.ActiveParametersB > 0 && model.ActiveParametersB <= model.TotalParametersB,
        Equivalent equivalent => equivalent.Amount > 0,
        _ => true,
    };
}
