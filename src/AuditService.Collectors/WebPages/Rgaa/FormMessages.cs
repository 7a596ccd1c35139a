using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Probes;
using AuditService.Core;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>What forms say when they were sent.</summary>
internal static class FormMessages
{
    private const int ShortestLabel = 3;
    private const int LongestShown = 120;

    /// <summary>Messages that tell of a fault, by their words.</summary>
    public static IReadOnlyList<FormMessage> Errors(FormTrial trial) => [.. trial.Messages.Where(message => ErrorWord.IsMatch(message.Text))];

    /// <summary>Tells, in a few words, that something was done, or how much was found.</summary>
    public static bool IsStatus(FormMessage message) => message.Text.Length <= LongestShown && StatusWord.IsMatch(message.Text) && !ErrorWord.IsMatch(message.Text);

    /// <summary>Whatever else it says: thanks for a message ask for nothing.</summary>
    public static bool MayTellSuccess(FormMessage message) => StatusWord.IsMatch(message.Text);

    /// <summary>Tells, in a few words, that something goes on, or how far it has come.</summary>
    public static bool IsProgress(FormMessage message) => message.Text.Length <= LongestShown && ProgressWord.IsMatch(message.Text) && !IsStatus(message) && !FailureWord.IsMatch(message.Text);

    /// <summary>Shown without anything being sent: called an error by its class or identifier, or announced as one, and speaking of one field or of some.</summary>
    /// <param name="isWrong">Of a value that does not fit; otherwise of one that is missing.</param>
    public static bool IsStanding(IElement element, bool isWrong) =>
        element.ChildElementCount == 0 && (element.HasRole("alert") || element.ClassList.Append(element.Id ?? "").Any(name => ErrorName.IsMatch(name)))
        && Plain.Text(element.TextContent) is { Length: > 0 and < LongestShown } text && OneField.IsMatch(text) && (isWrong ? Wrong : Missing).IsMatch(text);

    /// <summary>Called an error by its class or identifier, or announced as one, and telling of a fault, whatever it names.</summary>
    /// <param name="isWrong">Of a value that does not fit; otherwise of one that is missing.</param>
    public static bool IsCalledError(IElement element, bool isWrong) =>
        (element.HasRole("alert") || element.ClassList.Append(element.Id ?? "").Any(name => ErrorName.IsMatch(name))) && element.QuerySelector("input, select, textarea, form, fieldset, label") is null
        && Plain.Text(element.TextContent) is { Length: > 0 and < 2 * LongestShown } text && (isWrong ? Wrong.IsMatch(text) : ErrorWord.IsMatch(text) && !Wrong.IsMatch(text));

    /// <summary>Words of labels that name no field.</summary>
    private static readonly string[] EmptyWords =
    [
        "votre", "vos", "une", "des", "les", "the", "your", "you", "enter", "type", "please", "entrez", "saisir", "saisissez", "indiquez", "renseignez", "veuillez", "merci", "choisissez", "choose", "select", "field", "champ",
        "obligatoire", "required", "requis", "optional", "facultatif", "and", "pour", "for", "avec", "with", "est", "are", "pas", "not",
    ];

    /// <summary>By its whole label, or by a word that says what it asks for.</summary>
    public static bool Names(FormMessage message, TriedField field)
    {
        var text = $" {Plain.Words(message.Text)} ";
        return Plain.Words(field.Label) is { Length: >= ShortestLabel } label
            && (text.Contains($" {label} ", StringComparison.Ordinal) || label.Split(' ').Any(word => word.Length >= ShortestLabel && !EmptyWords.Contains(word, StringComparer.Ordinal) && text.Contains($" {word} ", StringComparison.Ordinal)));
    }

    /// <summary>A message may name people and accounts of the page.</summary>
    public static string Masked(FormMessage message) => Plain.Cut(Selectors.Masked(message.Text), LongestShown);

    private static readonly BoundedRegex ErrorWord = new(
        @"obligatoire|requis|erreur|invalide|incorrect|manqu|vide\b|veuillez|merci de|doi(t|vent)|compl[ée]te[rz]|rempli|saisi|renseign|required|error|invalid|incorrect|missing|empty|please|must|enter|fill", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex StatusWord = new(
        @"\b(ajout[ée]|enregistr[ée]|sauvegard[ée]|copi[ée]|envoy[ée]|transmis|supprim[ée]|retir[ée]|termin[ée]|publi[ée]|valid[ée]|appliqu[ée])e?s?\b|\bmis(e|es)? à jour\b|\bsuccès\b|\br[ée]ussi|\bmerci\b|\b(\d+|aucun|no) r[ée]sultats?\b|\bresults? found\b|\b(\d+|no) results?\b|\b(added|saved|copied|sent|removed|deleted|updated|published|submitted|applied|completed|successfully|thank you)\b", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex ProgressWord = new(@"\bchargement|\ben cours\b|\bpatient(er|ez)\b|\bloading\b|\bplease wait\b|\bin progress\b|\buploading\b|\b\d{1,3} ?%|\b([ée]tape|step) \d+ ?(/|sur|of) ?\d+", RegexOptions.IgnoreCase);

    /// <summary>What failed goes on no more: its message is an alert (7.5.2).</summary>
    private static readonly BoundedRegex FailureWord = new(@"\b(erreurs?|[ée]chec|[ée]chou[ée]e?s?|impossible|errors?|failed|failure)\b", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex ErrorName = new("(^|[-_])(error|erreur|errors|erreurs)([-_]|$)|(error|erreur)message", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex OneField = new(@"\b(le|ce|un|du|certains) champs?\b|\b(the|this|a|some) fields?\b", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex Wrong = new(@"invalide|incorrect|correctement|format|erron[ée]|invalid|not valid|correctly|wrong", RegexOptions.IgnoreCase);

    private static readonly BoundedRegex Missing = new(@"obligatoire|requis|manqu|vide\b|required|missing|empty|must be filled", RegexOptions.IgnoreCase);
}
