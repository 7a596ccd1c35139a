namespace AuditService.Core;

/// <summary>One text in both languages, kept side by side so that neither goes stale alone.</summary>
public sealed record LocalizedText(string Fr, string En)
{
    public string In(Language language) => language == Language.French ? Fr : En;

    /// <summary>A text that is the same in both languages: a name, a number, a quotation of the dossier.</summary>
    public static LocalizedText Same(string text) => new(text, text);
}

/// <summary>The languages of the interface, in the order of the house: French first.</summary>
public enum Language
{
    French,
    English,
}
