using System.Buffers;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>
/// What proves, with nobody looking, that a text holds personal data: a number whose key is right, or somebody named after a civility beside a date
/// of birth or a means of contact. All else may be a product, a place or a public office.
/// </summary>
internal static class ProofInText
{
    private const string Blanks = " \u00A0\u202F";

    private static readonly SearchValues<char> Edges = SearchValues.Create(" \u00A0\u202F\t\r\n(,:");

    /// <summary>In characters: a few sentences about the same person.</summary>
    private const int Reach = 200;

    /// <param name="text">The text.</param>
    /// <param name="spans">The personal data found in it.</param>
    public static bool IsIn(string text, IReadOnlyList<PersonalDataSpan> spans) =>
        spans.Any(HasKey) || spans.Where(span => IsSomebody(text, span)).Any(name => spans.Any(other => Tells(other) && Distance(name, other) <= Reach));

    private static bool HasKey(PersonalDataSpan span) =>
        span.Category is PersonalDataCategory.Nir or PersonalDataCategory.Iban or PersonalDataCategory.Rib or PersonalDataCategory.Card;

    private static bool Tells(PersonalDataSpan span) =>
        span.Category is PersonalDataCategory.BirthDate or PersonalDataCategory.Phone or PersonalDataCategory.Email;

    private static bool IsSomebody(string text, PersonalDataSpan span)
    {
        if (span.Category is not (PersonalDataCategory.Name or PersonalDataCategory.LastName)) return false;
        var before = text.AsSpan(0, span.Start).TrimEnd(Blanks);
        return PersonNames.IsCivility(before[(before.LastIndexOfAny(Edges) + 1)..]);
    }

    private static int Distance(PersonalDataSpan one, PersonalDataSpan other) => Math.Max(one.Start, other.Start) - Math.Min(one.End, other.End);
}
