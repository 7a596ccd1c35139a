using System.Text;
using AuditService.Collectors.ModelFiles.Pickles;
using AuditService.Core;

namespace AuditService.Collectors.ModelFiles;

/// <summary>The verdict in the making: readers add what they see, nothing is ever taken back.</summary>
internal sealed class ModelReading
{
    private const int MaximumReasons = 60;
    private const int MaximumImports = 2000;
    private readonly List<ModelReason> reasons = [];
    private readonly HashSet<string> said = new(StringComparer.Ordinal);
    private readonly List<ModelImport> imports = [];
    private readonly Dictionary<(string Module, string Name), int> importIndex = [];
    private bool importsDropped;
    private ModelTopic topic;

    public string Format { get; set; } = ModelFormats.Unknown;

    public ModelRisk Risk { get; private set; }

    public bool IsComplete { get; private set; } = true;

    /// <summary>True when a limit, not the content, ended the reading.</summary>
    public bool IsStopped { get; private set; }

    public IReadOnlyList<ModelImport> Imports => imports;

    /// <summary>What is said until the scope ends is about a topic.</summary>
    public IDisposable About(ModelTopic subject)
    {
        var before = topic;
        topic = subject;
        return new Scope(() => topic = before);
    }

    public void Say(ModelRisk weight, string french, string english, bool isGap = false)
    {
        if (weight > Risk)
            Risk = weight;
        if (!said.Add(english))
            return;
        // A reason that decides must be shown even when a thousand small ones came before.
        if (reasons.Count >= MaximumReasons && (weight == ModelRisk.Safe || reasons.Count >= 4 * MaximumReasons))
            return;
        reasons.Add(new ModelReason(weight, new LocalizedText(french, english), isGap) { Topic = topic });
    }

    public void Note(string french, string english) => Say(ModelRisk.Safe, french, english);

    public void Doubt(string french, string english) => Say(ModelRisk.Review, french, english);

    public void Accuse(string french, string english) => Say(ModelRisk.Dangerous, french, english);

    /// <summary>Something could not be read: never safe again.</summary>
    public void Incomplete(string french, string english)
    {
        IsComplete = false;
        Say(ModelRisk.Review, $"Lecture incomplète : {french}.", $"Incomplete reading: {english}.", isGap: true);
    }

    /// <summary>A limit stopped the reading: what is missing is not known to be harmless, however little was seen.</summary>
    public void Stop(ScanLimitException limit)
    {
        IsStopped = true;
        Incomplete(limit.French, limit.Message);
    }

    public void IncompleteAt(long offset, string french, string english) => Incomplete($"{french} (octet {offset})", $"{english} (byte {offset})");

    public void Import(ModelImport import)
    {
        if (import.Verdict > Risk)
            Risk = import.Verdict;
        if (importIndex.TryGetValue((import.Module, import.Name), out var index))
        {
            if (import.Verdict > imports[index].Verdict)
                imports[index] = imports[index] with { Verdict = import.Verdict };
            return;
        }
        if (imports.Count >= MaximumImports && import.Verdict != ModelRisk.Dangerous || imports.Count >= 2 * MaximumImports)
        {
            if (!importsDropped)
                Note($"Plus de {MaximumImports} noms importés : les suivants ne sont pas listés.", $"More than {MaximumImports} imported names: the following ones are not listed.");
            importsDropped = true;
            return;
        }
        importIndex.Add((import.Module, import.Name), imports.Count);
        imports.Add(import);
    }

    /// <summary>Takes over what a part told.</summary>
    public void Absorb(ModelReading part, LocalizedText? where = null)
    {
        foreach (var import in part.imports)
            Import(import);
        foreach (var reason in part.reasons)
        {
            using var about = About(reason.Topic);
            if (where is null)
                Say(reason.Weight, reason.Text.Fr, reason.Text.En, reason.IsGap);
            else
                Say(reason.Weight, $"{where.Fr} : {reason.Text.Fr}", $"{where.En}: {reason.Text.En}", reason.IsGap);
        }
        IsComplete &= part.IsComplete;
        IsStopped |= part.IsStopped;
        if (part.Risk > Risk)
            Risk = part.Risk;
    }

    /// <summary>What no reader recognised nobody vouches for, even where nothing bad was seen in it.</summary>
    /// <param name="name">What the file is called.</param>
    public void NoModel(string name)
    {
        if (Format is ModelFormats.Unknown)
            Incomplete("format non reconnu", "the format is not recognised");
        else if (Format is ModelFormats.Empty)
            Doubt("Le fichier est vide : ce n'est pas un modèle.", "The file is empty: it is no model.");
        else if (PickleNames.AreLikely(name) || PickleNames.IsOtherModel(name))
            Doubt("Aucun modèle connu n'y a été trouvé.", "No known model was found in it.");
    }

    public ModelVerdict ToVerdict(string source, string? member)
    {
        var risk = IsComplete || Risk != ModelRisk.Safe ? Risk : ModelRisk.Review;
        return new ModelVerdict(source, member, Format, risk, IsComplete, [.. imports], [.. reasons.OrderByDescending(reason => reason.Weight)]);
    }

    /// <summary>A quotation of the file, safe to print: short, no control character.</summary>
    public static string Quote(string text, int maximum = 64)
    {
        var shown = new StringBuilder(Math.Min(text.Length, maximum) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= maximum)
                return shown.Append('…').ToString();
            var isPlain = !Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned);
            shown.Append(isPlain ? rune.ToString() : "\uFFFD");
        }
        return shown.ToString();
    }

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
