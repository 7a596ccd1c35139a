using System.Text.Json;
using AuditService.Core;
using AuditService.Core.Facts;

namespace AuditService.Reports.Json;

/// <summary>Facts as JSON for other programs.</summary>
public static class FactJson
{
    /// <summary>Tells a fact among those of its audit.</summary>
    public static string IdOf(Fact fact) => $"{fact.Key}@{fact.Subject}";

    public static FactEntry Of(Fact fact, ReportContext report)
    {
        var seen = fact.Value as ObservationsValue;
        return new(
            IdOf(fact),
            AuditJson.SubjectOf(fact.Subject),
            fact.Key,
            report.Catalogue.Find(fact.Key)?.Title.In(report.Language),
            ValueOf(fact.Value),
            fact.Value?.In(report.Language),
            seen?.Items.Select(item => SightingOf(item, report.Language)).ToList(),
            seen?.Total,
            fact.Why is { } why ? new(why.Because, why.Detail.In(report.Language)) : null,
            fact.Provenance.Collector.ToString(),
            JsonNamingPolicy.CamelCase.ConvertName(fact.Provenance.Grade.ToString()),
            fact.Provenance.Pointer?.ToString());
    }

    private static object? ValueOf(FactValue? value) => value switch
    {
        BooleanValue boolean => boolean.Value,
        NumberValue number => number.Value,
        TextValue text => text.Value,
        DateValue date => date.Value,
        TextListValue list => list.Values,
        _ => null,
    };

    /// <summary>Without the hash of what is masked: a short secret could be guessed from it.</summary>
    private static SightingEntry SightingOf(Observation seen, Language language) => new(
        seen.Where.Path,
        seen.Where.Line,
        AuditJson.PageOf(seen.Where),
        seen.Where.Selector,
        seen.Where.DataColumn,
        seen.Excerpt,
        seen.Detail?.In(language),
        AuditJson.Rounded(seen.Confidence)!.Value,
        seen.Screenshot);
}

/// <summary>One thing stated about one subject: known, seen, or not to be had.</summary>
/// <param name="Title">What the catalogue calls the key; null for a key that it no longer knows.</param>
/// <param name="Value">Boolean, number, text, date or list of texts; null for sightings and for what is not known.</param>
/// <param name="Text">The value in the language asked for; null when it is not known.</param>
/// <param name="Sightings">Where it was seen, for facts that are seen; an empty list says that somebody looked and saw none.</param>
/// <param name="SightingsTotal">All of them, where the list had to end.</param>
/// <param name="Unavailable">Why it is not known; null when it is.</param>
/// <param name="Collector">Name and version of what stated it.</param>
/// <param name="Grade">Strength of the evidence: declared, attached, reviewed, machineChecked.</param>
/// <param name="Pointer">Where the evidence is; null when the sightings say it.</param>
public sealed record FactEntry(
    string Id,
    SubjectEntry Subject,
    string Key,
    string? Title,
    object? Value,
    string? Text,
    IReadOnlyList<SightingEntry>? Sightings,
    int? SightingsTotal,
    UnavailableEntry? Unavailable,
    string Collector,
    string Grade,
    string? Pointer);

/// <param name="Excerpt">Masked where it holds personal data or secrets.</param>
/// <param name="Screenshot">Hash of a picture, which <c>audits/{id}/evidence/{sha256}</c> gives.</param>
public sealed record SightingEntry(string? Path, int? Line, string? Page, string? Selector, string? Column, string? Excerpt, string? Detail, double Confidence, string? Screenshot);

public sealed record UnavailableEntry(UnavailableBecause Because, string Detail);
