using System.Text;
using AuditService.Collectors.ModelFiles.Contents;
using AuditService.Collectors.ModelFiles.Globals;
using AuditService.Core;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>
/// Python names that a configuration has its loader import and call: <c>_target_</c> of Hydra in the YAML of a NeMo archive (CVE-2025-23304), the
/// modules of sentence-transformers.
/// </summary>
internal static class ConfiguredTargets
{
    private static readonly BoundedRegex Target = new(@"[""']?_target_[""']?\s*:\s*[""']?([\w.]+)");

    private static readonly string[] LoadersOwn = ["nemo", "torch", "torchmetrics", "pytorch_lightning", "lightning", "omegaconf", "transformers", "sentence_transformers", "timm", "hydra"];

    /// <summary>True for a text that names targets.</summary>
    public static bool Read(ModelInspection scan, ModelContent content, ModelReading reading)
    {
        if (content.All(scan.Limits.TextBytes) is not { } bytes)
            return false;
        var hasTarget = false;
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            if (line.AsSpan().TrimStart().StartsWith("#") || Target.Match(line) is not { Success: true } match)
                continue;
            hasTarget = true;
            Judge(scan.Catalogue, match.Groups[1].Value, reading);
        }
        return hasTarget;
    }

    public static void Judge(GlobalCatalogue catalogue, string target, ModelReading reading)
    {
        var dot = target.LastIndexOf('.');
        var (module, name) = dot < 0 ? ("builtins", target) : (target[..dot], target[(dot + 1)..]);
        var verdict = catalogue.Judge(module, name);
        // What the loader brings itself is what these configurations are for, as long as it is a class.
        if (verdict.Risk == ModelRisk.Review && LoadersOwn.Contains(module.Split('.', 2)[0], StringComparer.Ordinal) && char.IsAsciiLetterUpper(name.TrimStart('_').FirstOrDefault()))
            return;
        reading.Import(new ModelImport(ModelReading.Quote(module, 200), ModelReading.Quote(name, 200), verdict.Risk, Offset: null));
        if (verdict is { Risk: not ModelRisk.Safe, Why: { } why })
        {
            var shown = ModelReading.Quote(target, 120);
            reading.Say(verdict.Risk, $"La configuration fait importer et appeler {shown} : {why.Fr}.", $"The configuration has {shown} imported and called: {why.En}.");
        }
    }
}
