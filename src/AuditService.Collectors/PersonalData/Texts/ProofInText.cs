using System.Buffers;
using AuditService.Collectors.PersonalData.Identifiers;

namespace AuditService.Collectors.PersonalData.Texts;

/// <summary>
/// What proves, with nobody looking, that a text holds personal data: a number whose key is right, or somebody named after a civility beside a date
/// of birth or a means of contact. All else may be a product, a place or a public office.
/// </summary>
internal static class ProofInText
{
    private const string Blanks = " \u00A0\u202F";

    private static readonly SearchValues<char> Edges = SearchValues.Create(" \u00A0\u202F\t\r\n(,:");

    /// <summary>Below it, the name may be that of a place: « hôpital du Pr Martin, 01 42 ... ».</summary>
    private const double Certain = 0.9;

    /// <summary>In characters: a few sentences about the same person.</summary>
    private const int Reach = 200;

    /// <param name="text">The text.</param>
    /// <param name="spans">The personal data found in it.</param>
    public static bool IsIn(string text, IReadOnlyList<PersonalDataSpan> spans) =>
        spans.Any(HasKey) || spans.Where(span => IsSomebody(text, span)).Any(name => spans.Any(other => Tells(text, other) && Distance(name, other) <= Reach));

    private static bool HasKey(PersonalDataSpan span) =>
        span.Category is PersonalDataCategory.Nir or PersonalDataCategory.Iban or PersonalDataCategory.Rib or PersonalDataCategory.Card;

    private static bool Tells(string text, PersonalDataSpan span) => span.Category switch
    {
        PersonalDataCategory.BirthDate => true,
        PersonalDataCategory.Phone => !PhoneNumber.IsFiction(text.AsSpan(span.Start, span.End - span.Start)),
        PersonalDataCategory.Email => !OnlineIdentifiers.IsExampleEmail(text.AsSpan(span.Start, span.End - span.Start)),
        _ => false,
    };

    private static bool IsSomebody(string text, PersonalDataSpan span)
    {
        if (span.Category is not (PersonalDataCategory.Name or PersonalDataCategory.LastName) || span.Confidence < Certain) return false;
        var before = text.AsSpan(0, span.Start).TrimEnd(Blanks);
        return PersonNames.IsCivility(before[(before.LastIndexOfAny(Edges) + 1)..]);
    }

    private static int Distance(PersonalDataSpan one, PersonalDataSpan other) => Math.Max(one.Start, other.Start) - Math.Min(one.End, other.End);
}
