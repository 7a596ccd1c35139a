using System.Text.Json.Serialization;
using AuditService.Core;

namespace AuditService.Collectors.ModelFiles;

/// <summary>
/// What reading one model file told, without loading it. An archive gives one verdict for itself (the worst of its members, all their imports)
/// followed by one for each member that is itself a model.
/// </summary>
/// <param name="Source">The file, as its caller names it.</param>
/// <param name="Member">Path inside the archive (<c>archive/data.pkl</c>; <c>inner.zip!a/data.pkl</c> when archives are nested), or null for the file itself.</param>
/// <param name="Format">What the content is, whatever the name says; <c>unknown</c> when it is no model that we know.</param>
/// <param name="Verdict">Never <see cref="ModelRisk.Safe"/> when <paramref name="Complete"/> is false.</param>
/// <param name="Complete">False when something kept us from reading all of it: a limit, a damage, an encryption, a compression we have not.</param>
/// <param name="Globals">Every Python name that loading the file would import, in the order of first appearance.</param>
/// <param name="Reasons">Why the verdict is what it is.</param>
public sealed record ModelVerdict(
    string Source,
    string? Member,
    string Format,
    ModelRisk Verdict,
    bool Complete,
    IReadOnlyList<ModelImport> Globals,
    [property: JsonIgnore] IReadOnlyList<ModelReason> Reasons)
{
    public IReadOnlyList<string> Because { get; } = [.. Reasons.Select(reason => reason.Text.En)];

    /// <summary>True for formats that hold numbers and not programs by design; false for pickles and for what we do not know.</summary>
    [JsonIgnore]
    public bool IsSafeByDesign => ModelFormats.AreData.Contains(Format);
}

/// <summary>A Python name that loading would import.</summary>
/// <param name="Module">As the file spells it.</param>
/// <param name="Name">As the file spells it.</param>
/// <param name="Verdict">Safe only when the exact pair is on the allow-list.</param>
/// <param name="Offset">Byte offset of the importing opcode in the (decompressed) content, or null where the name is not in a pickle.</param>
public sealed record ModelImport(string Module, string Name, ModelRisk Verdict, long? Offset)
{
    public override string ToString() => Module.Length == 0 ? Name : $"{Module}.{Name}";
}

/// <summary>One reason, in both languages, with what it weighs.</summary>
/// <param name="Weight">What it makes of the file.</param>
/// <param name="Text">The reason.</param>
/// <param name="IsGap">True where it tells what could not be read, and nothing of what was.</param>
public sealed record ModelReason(ModelRisk Weight, LocalizedText Text, bool IsGap = false)
{
    public ModelTopic Topic { get; init; }
}

/// <summary>Three verdicts, never two: what nobody vouches for is not dangerous, and not safe either.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelRisk>))]
public enum ModelRisk
{
    [JsonStringEnumMemberName("safe")]
    Safe,

    [JsonStringEnumMemberName("review")]
    Review,

    [JsonStringEnumMemberName("dangerous")]
    Dangerous,
}
