namespace AuditService.Core.Rules;

/// <summary>
/// A pattern as data: what to look for, and the fact that states the sightings. One generic engine per <see cref="DetectIn"/> runs all
/// detectors of all packs in one pass over each file. Several detectors may feed the same fact.
/// </summary>
public sealed record Detector
{
    /// <summary>The observations fact that it feeds, for example <c>code.unsafeTorchLoad</c>.</summary>
    public required string Fact { get; init; }

    /// <summary>The rule that brings it.</summary>
    public required string Rule { get; init; }

    public required DetectIn In { get; init; }

    /// <summary>Languages (<c>python</c>, <c>javascript</c> ...) or formats that it reads; empty for all.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>File name patterns (<c>*</c> and <c>?</c>, matched on the name, or on the path when they hold a slash); empty for all.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Document roles (documents only); empty for all.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Words of which one must stand in the text before the pattern is tried: a cheap prefilter, compared without case. Empty for none.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Regular expression without backtracking (code, configuration, documents), or a CSS selector (pages).</summary>
    public required string Pattern { get; init; }

    /// <summary>A match is dropped when this pattern matches in the same scope: <c>weights_only\s*=\s*True</c> in the same call.</summary>
    public string? Unless { get; init; }

    /// <summary>
    /// A match is kept only in a file where this pattern matches too: <c>exec(</c> beside an import of <c>child_process</c>, where the same word names many
    /// other things. Null for no such demand.
    /// </summary>
    public string? Beside { get; init; }

    /// <summary>
    /// A match is kept only when it is reached by what this pattern matches: in the first argument of the call (<see cref="DetectScope.Call"/>) or in the
    /// statement stands such an expression, or a name that the file binds to one. Python only.
    /// </summary>
    public string? From { get; init; }

    /// <summary>
    /// What ends the following of <see cref="From"/>: an expression in which this pattern matches passes nothing on, whatever it holds (an address whose
    /// host is written out). Null for none.
    /// </summary>
    public string? FromUnless { get; init; }

    /// <summary>
    /// True to drop a match whose first argument (<see cref="DetectScope.Call"/>) or statement is written out in the file: texts, numbers, and names that
    /// it binds to nothing else. Python only.
    /// </summary>
    public bool UnlessConstant { get; init; }

    public DetectScope Scope { get; init; } = DetectScope.Line;

    /// <summary>
    /// True to look into string contents too, and for secrets (<see cref="Masked"/>) into comments: there they leak, whereas other code that stands in a
    /// comment does nothing.
    /// </summary>
    public bool InCommentsAndStrings { get; init; }

    /// <summary>True when the match is a secret or a personal datum: the excerpt is masked and the value only hashed.</summary>
    public bool Masked { get; init; }

    /// <summary>0 to 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>Least Shannon entropy in bits per character of the match (of its group <c>secret</c> when it has one); null for no test.</summary>
    public double? MinimumEntropy { get; init; }

    /// <summary>Samples that must be found; at least one.</summary>
    public IReadOnlyList<string> MustMatch { get; init; } = [];

    /// <summary>Samples that must not be found; at least one.</summary>
    public IReadOnlyList<string> MustNotMatch { get; init; } = [];

    /// <summary>True when its rule expects to find nothing: a sighting accuses. Else it tells what a project does or uses.</summary>
    public bool Accuses { get; init; }

    public required SourcePosition At { get; init; }
}

public enum DetectIn
{
    Code,
    Configuration,
    Text,
    Page,
    Document,
}

/// <summary>How far <see cref="Detector.Unless"/> looks from the match.</summary>
public enum DetectScope
{
    Line,

    /// <summary>The whole call that the match opens, over lines, up to its closing parenthesis.</summary>
    Call,
    File,

    /// <summary>
    /// Documents only: both patterns are tried on one sentence at a time, read with what announces it: the heading above it, the line that opens its list, the
    /// cell to its left, and the first cells of its row and of its column. A heading with nothing under it says nothing.
    /// </summary>
    Passage,
}
