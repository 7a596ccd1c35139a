using System.Collections.Frozen;
using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;

namespace AuditService.Collectors.WebPages.Rgaa;

/// <summary>Purposes of fields about the user: the values that WCAG 2.1 lists for <c>autocomplete</c>, and the words that betray them.</summary>
internal static class Autocomplete
{
    private static readonly FrozenSet<string> Names = (
        "name honorific-prefix given-name additional-name family-name honorific-suffix nickname organization-title username new-password current-password organization street-address address-line1 address-line2 address-line3 "
        + "address-level4 address-level3 address-level2 address-level1 country country-name postal-code cc-name cc-given-name cc-additional-name cc-family-name cc-number cc-exp cc-exp-month cc-exp-year cc-csc cc-type "
        + "transaction-currency transaction-amount language bday bday-day bday-month bday-year sex url photo tel tel-country-code tel-national tel-area-code tel-local tel-local-prefix tel-local-suffix tel-extension email impp "
        + "one-time-code").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Contactable = "tel tel-country-code tel-national tel-area-code tel-local tel-local-prefix tel-local-suffix tel-extension email impp".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>How many of the first purposes a technical name tells by itself.</summary>
    private const int Unmistakable = 9;

    /// <summary>Words of names, ids and labels, each with the values that fit; the first that matches wins.</summary>
    private static readonly (string[] Words, string[] Values)[] Purposes =
    [
        (["e mail", "email", "mail", "courriel", "adresse electronique", "adresse mail", "adresse e mail", "your email"], ["email"]),
        (["telephone", "tel", "phone", "portable", "mobile", "gsm", "numero de telephone", "phone number"], ["tel", "tel-national", "tel-local"]),
        (["code postal", "cp", "postal code", "zip", "zipcode", "zip code", "postcode", "codepostal"], ["postal-code"]),
        (["date de naissance", "birthdate", "birth date", "birthday", "date of birth", "dob", "naissance", "datenaissance"], ["bday", "bday-day", "bday-month", "bday-year"]),
        (["nom d utilisateur", "username", "user name", "identifiant", "login", "pseudo"], ["username", "email", "nickname"]),
        (["mot de passe", "password", "passwd", "motdepasse", "mdp"], ["current-password", "new-password"]),
        (["numero de carte", "card number", "cardnumber", "carte bancaire", "cc number", "ccnumber"], ["cc-number"]),
        (["cvv", "cvc", "cryptogramme", "code de securite"], ["cc-csc"]),
        (["nom complet", "full name", "fullname", "votre nom complet", "nom et prenom", "prenom et nom"], ["name"]),
        (["prenom", "votre prenom", "first name", "firstname", "given name", "forename"], ["given-name", "additional-name", "name"]),
        (["nom de famille", "last name", "lastname", "family name", "surname", "nom", "votre nom", "name", "your name"], ["family-name", "name"]),
        (["adresse postale", "adresse", "address", "street", "rue", "votre adresse", "street address"], ["street-address", "address-line1", "address-line2", "address-line3"]),
        (["ville", "city", "commune", "town", "votre ville"], ["address-level2"]),
        (["pays", "country"], ["country", "country-name"]),
        (["civilite", "honorific"], ["honorific-prefix", "sex"]),
        (["entreprise", "societe", "organisation", "organization", "company", "raison sociale", "votre entreprise"], ["organization"]),
        (["fonction", "poste", "job title", "intitule de poste"], ["organization-title"]),
    ];

    /// <summary>Words for people whom users tell of.</summary>
    private static readonly FrozenSet<string> Others = (
        "ami amie amis enfant enfants fils fille conjoint conjointe epoux epouse destinataire destinataires patient patiente eleve beneficiaire beneficiaires parrain marraine filleul tuteur tutrice client cliente invite invitee invites employeur proche "
        + "parent parents pere mere responsable salarie salariee etudiant etudiante defunt notaire medecin proprietaire locataire collaborateur collaboratrice manager referent urgence personne usager adherent temoin passager passagere bebe animal "
        + "friend friends child children son daughter spouse husband wife partner recipient recipients patient pupil beneficiary guest guests employer relative father mother guardian employee student deceased doctor landlord tenant referee emergency "
        + "passenger colleague supervisor witness "
        + "mairie commune prefecture entreprise societe association etablissement ecole college lycee universite organisme organisation structure agence magasin boutique service siege bureau club cabinet hopital company school organization office shop "
        + "store business").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] CardWords = ["carte", "card", "cvv", "cvc", "cc-number", "cc-exp", "cryptogramme"];

    private static readonly string[] OfNobody =
    [
        "recherche", "rechercher", "search", "mot cle", "mots cles", "keyword", "query", "filtre", "filter", "message", "commentaire", "comment", "objet", "sujet", "subject", "titre", "title", "description", "quantite", "quantity", "prix",
        "price", "captcha", "code promo", "coupon", "question", "texte", "text", "contenu", "content", "note", "votre message", "prompt", "requete", "budget", "montant", "amount", "date", "heure", "time", "departure", "arrival",
    ];

    /// <summary>The field name of an admitted value, its scope and hints read away; null for what the HTML standard does not admit.</summary>
    public static string? FieldName(string? value)
    {
        var tokens = (value ?? "").ToLowerInvariant().Split((char[])[' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries).ToList();
        if (tokens.Count > 1 && tokens[^1] == "webauthn")
            tokens.RemoveAt(tokens.Count - 1);
        if (tokens.Count > 1 && tokens[0].StartsWith("section-", StringComparison.Ordinal))
            tokens.RemoveAt(0);
        if (tokens.Count > 1 && (tokens[0] is "shipping" or "billing"))
            tokens.RemoveAt(0);
        if (tokens.Count > 1 && (tokens[0] is "home" or "work" or "mobile" or "fax" or "pager") && Contactable.Contains(tokens[1]))
            tokens.RemoveAt(0);
        return tokens is [var only] && Names.Contains(only) ? only : null;
    }

    /// <summary>The values that fit what the field asks of the user; null when nothing says that it is about the user.</summary>
    public static string[]? PurposeOf(AuditedPage page, IElement field)
    {
        if (field.LocalName == "input" && field.InputType() is var type and ("email" or "tel" or "password"))
            return type switch { "email" => ["email", "username"], "tel" => Purposes[1].Values, _ => Purposes[5].Values };
        if (field.LocalName == "textarea" || (field.LocalName == "input" && field.InputType() is "search" or "number" or "url") || IsSearch(field))
            return null;
        // The whole label, not a word within a sentence: "nom du projet" is nobody's name. Where the label says something else, a name or id
        // is trusted only for what it cannot mean otherwise.
        var label = Bare(FormFields.Name(page, field));
        var byLabel = Purposes.FirstOrDefault(purpose => purpose.Words.Contains(label, StringComparer.Ordinal)).Values;
        // An image or a message gives such a code to copy too.
        if (byLabel is ["cc-csc"])
            return IsBesideCard(page, field) ? byLabel : null;
        if (byLabel is not null)
            return byLabel;
        var technical = new[] { field.GetAttribute("name"), field.Id, label.Length == 0 ? field.GetAttribute("placeholder") : null }.Select(Bare).Where(text => text.Length > 0).ToList();
        return Purposes.Take(label.Length == 0 ? Purposes.Length : Unmistakable).FirstOrDefault(purpose => technical.Exists(text => purpose.Words.Contains(text, StringComparer.Ordinal))).Values;
    }

    /// <summary>What may as well be said of a thing.</summary>
    public static bool IsPlaceOrEmployer(string fieldName) => fieldName is "address-level2" or "postal-code" or "country" or "country-name" or "organization" or "organization-title";

    /// <summary>The user is spoken to.</summary>
    public static bool SaysYours(AuditedPage page, IElement field) =>
        Plain.Words(FormFields.Name(page, field)).Split(' ').Any(word => word is "votre" or "vos" or "ton" or "ta" or "mon" or "ma" or "your" or "my");

    /// <summary>Beside a password, in the same form: the login of whoever fills it in.</summary>
    public static bool IsOfAccount(AuditedPage page, IElement field) =>
        field.InputType() == "email" || (FormFields.FormOf(page, field) ?? page.Document.Body)?.QuerySelector("input[type=password i]") is not null;

    public static bool IsCertainlyOfNobody(AuditedPage page, IElement field) =>
        IsSearch(field)
        || new[] { FormFields.Name(page, field), field.GetAttribute("name"), field.Id, field.GetAttribute("placeholder") }.Select(Bare).Any(text => OfNobody.Any(word => text == word || text.StartsWith(word + " ", StringComparison.Ordinal) || text.EndsWith(" " + word, StringComparison.Ordinal)));

    /// <summary>Its label, its name or the legend of its group speaks of somebody whom the user may tell of.</summary>
    public static bool MayBeOfAnother(AuditedPage page, IElement field) =>
        field.Ancestors().Where(around => around.LocalName == "fieldset" || around.HasRole("group")).Select(group => page.Names.Aria(group) ?? group.Children.FirstOrDefault(child => child.LocalName == "legend")?.TextContent)
            .Concat([FormFields.Name(page, field), field.GetAttribute("name"), field.Id, field.GetAttribute("placeholder"), FormFields.Help(page, field)])
            .Any(text => Plain.Words(text).Split(' ').Any(Others.Contains));

    private static bool IsBesideCard(AuditedPage page, IElement field) =>
        (FormFields.FormOf(page, field) ?? page.Document.Body) is { } form
        && form.QuerySelectorAll("input, select").Select(each => $"{each.GetAttribute("name")} {each.Id} {each.GetAttribute("autocomplete")}").Append(form.TextContent)
            .Any(text => CardWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static bool IsSearch(IElement field) =>
        (field.LocalName == "input" && field.InputType() == "search") || field.HasRole("searchbox") || field.GetAttribute("name") is "q" or "s" or "query" or "search" || field.Closest("search, [role=search]") is not null;

    private static string Bare(string? text)
    {
        var words = Plain.Words(text);
        foreach (var mark in (string[])[" obligatoire", " requis", " required", " facultatif", " optionnel", " optional"])
            words = words.EndsWith(mark, StringComparison.Ordinal) ? words[..^mark.Length] : words;
        return words;
    }
}
