using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuditService.Core.Risks;

/// <summary>The risk analyses that a dossier holds as tables of documents and sheets, as their author wrote them.</summary>
/// <param name="Risks">One a row, in reading order.</param>
/// <param name="Events">Feared events listed apart from the scenarios.</param>
/// <param name="Grids">Levels by gravity and likelihood, as an analysis states them.</param>
/// <param name="Placements">Where a matrix puts a risk.</param>
/// <param name="Unread">What could not be recognised, for a person to look at.</param>
public sealed record StatedAnalysis(
    IReadOnlyList<StatedRisk> Risks, IReadOnlyList<StatedEvent> Events, IReadOnlyList<StatedLevel> Grids, IReadOnlyList<StatedPlacement> Placements, IReadOnlyList<UnreadAnalysis> Unread)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static StatedAnalysis Empty { get; } = new([], [], [], [], []);

    /// <summary>As text, to be kept with an audit. Deterministic.</summary>
    public string Write() => JsonSerializer.Serialize(this, Options);

    /// <returns>The analysis, or null when the text is none.</returns>
    public static StatedAnalysis? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<StatedAnalysis>(text, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A place in an analysis.</summary>
/// <param name="Path">The file in the dossier.</param>
/// <param name="Table">The sheet, the heading or the table, as a reader would name it.</param>
/// <param name="Row">The row of the sheet, the line of the text, or the row of the table, from 1.</param>
public sealed record StatedPlace(string Path, string Table, int Row);

/// <summary>A rating as written.</summary>
/// <param name="Gravity">On the analysis' own scale, from 1; null where none is written or it cannot be read.</param>
/// <param name="Level">As written.</param>
/// <param name="Rank">The place of <paramref name="Level"/> on the analysis' own scale, the least first; null where it cannot be read.</param>
/// <param name="IsHigh">Whether the word of the level is one that asks for treatment; null where it does not tell.</param>
/// <param name="IsUnread">Something is written that stands on no scale.</param>
public sealed record StatedRating(int? Gravity, int? Likelihood, string? Level, int? Rank, bool? IsHigh, bool IsUnread)
{
    [JsonIgnore]
    public bool IsEmpty => Gravity is null && Likelihood is null && Level is null && !IsUnread;

    /// <summary>Lower by its level, or by its gravity and likelihood, of which neither may be greater; null where nothing tells.</summary>
    public bool? IsBelow(StatedRating other) => Order(other) is { } order ? order < 0 : null;

    public bool? IsAbove(StatedRating other) => Order(other) is { } order ? order > 0 : null;

    /// <summary>Below zero, zero or above; null where they cannot be compared.</summary>
    private int? Order(StatedRating other)
    {
        if (Rank is { } rank && other.Rank is { } against && rank != against)
            return rank.CompareTo(against);
        if (Gravity is { } gravity && other.Gravity is { } otherGravity && Likelihood is { } likelihood && other.Likelihood is { } otherLikelihood)
        {
            var (byGravity, byLikelihood) = (gravity.CompareTo(otherGravity), likelihood.CompareTo(otherLikelihood));
            if (byGravity * byLikelihood >= 0)
                return byGravity != 0 ? byGravity : byLikelihood;
        }

        return Rank is not null && Rank == other.Rank ? 0 : null;
    }
}

/// <summary>One risk of an analysis.</summary>
/// <param name="Columns">What its table has a column for: what it has none for is not said, rather than missing.</param>
/// <param name="GravitySize">Steps of the scale of gravity; null where nothing tells.</param>
/// <param name="Residual">What is to remain once the measures are done.</param>
/// <param name="Current">What is said to be so today.</param>
/// <param name="InPlace">Measures said to be there already.</param>
public sealed record StatedRisk(
    StatedPlace At,
    string? Id,
    string Title,
    string? Event,
    string? Asset,
    string? Category,
    StatedRating Initial,
    StatedRating Residual,
    StatedRating Current,
    int? GravitySize,
    int? LikelihoodSize,
    IReadOnlyList<string> Measures,
    IReadOnlyList<string> InPlace,
    string? Owner,
    string? Deadline,
    string? Status,
    string? Decision,
    string? Accepter,
    IReadOnlyList<RiskField> Columns)
{
    [JsonIgnore]
    public string Name => Id ?? (Title.Length <= 60 ? Title : Title[..59].TrimEnd() + "…");

    public bool Has(RiskField field) => Columns.Contains(field);

    public bool HasAny(params ReadOnlySpan<RiskField> fields)
    {
        foreach (var field in fields)
        {
            if (Columns.Contains(field))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a rating is one that no analysis leaves untreated: by the word of its level, else at the top of both scales, or at the top of one and the
    /// last but one of the other; null where nothing tells.
    /// </summary>
    public bool? IsHigh(StatedRating rating)
    {
        if (rating.IsHigh is not null)
            return rating.IsHigh;
        return rating is { Gravity: { } gravity, Likelihood: { } likelihood } && GravitySize is { } size && LikelihoodSize is { } steps && size > 2 && steps > 2 && gravity <= size && likelihood <= steps && size - gravity + steps - likelihood <= 1 ? true : null;
    }
}

/// <summary>A feared event that an analysis lists.</summary>
public sealed record StatedEvent(StatedPlace At, string? Id, string Title);

/// <summary>A cell of a stated grid.</summary>
public sealed record StatedLevel(StatedPlace At, int Gravity, int Likelihood, string Level, int Rank);

/// <summary>A risk in a cell of a matrix.</summary>
public sealed record StatedPlacement(StatedPlace At, string Risk, int Gravity, int Likelihood, bool IsResidual);

/// <param name="Table">The sheet, the heading or the table; null for the whole file.</param>
public sealed record UnreadAnalysis(string Path, string? Table, LocalizedText Because);

/// <summary>What a column of a risk analysis holds.</summary>
public enum RiskField
{
    Id,
    Title,
    Event,
    Asset,
    Category,
    Source,
    Gravity,
    Likelihood,
    Level,
    ResidualGravity,
    ResidualLikelihood,
    ResidualLevel,
    CurrentGravity,
    CurrentLikelihood,
    CurrentLevel,
    Measure,
    InPlace,
    Owner,
    Deadline,
    Status,
    Decision,
    Accepter,
}
