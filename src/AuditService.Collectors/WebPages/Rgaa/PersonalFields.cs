using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>
/// Fields that collect personal data (RGPD, art. 4(1): information about a person who is identified or can be). A name, an address to reach
/// somebody, an account or a card number tell who it is; a town, a postal code, a date of birth, a country, a title or an employer alone tell
/// of nobody, and count beside a field of the same form that does.
/// </summary>
internal static class PersonalFields
{
    private static readonly HashSet<string> Identifying = new(StringComparer.Ordinal)
    {
        "name", "given-name", "family-name", "additional-name", "nickname", "username", "email", "tel", "tel-national", "tel-local", "street-address", "address-line1", "cc-number",
    };

    public static IReadOnlyList<IElement> Of(AuditedPage page) =>
    [
        .. FormFields.ToFillIn(page).Select(field => (Field: field, Purpose: Autocomplete.PurposeOf(page, field))).Where(asked => asked.Purpose is not null)
            .GroupBy(asked => FormFields.FormOf(page, asked.Field)).Where(form => form.Any(asked => asked.Purpose!.Any(Identifying.Contains))).SelectMany(form => form.Select(asked => asked.Field)),
    ];
}
