using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 11.</summary>
internal static class Theme11Forms
{
    private const int LongList = 15;
    private const double FarInLines = 1.5;
    private const double NearInPixels = 50;
    private const double Tolerance = 4;
    private const int LabelWord = 3;

    private static readonly HashSet<string> GenericLabels = new(StringComparer.Ordinal)
    {
        "champ", "champs", "texte", "text", "input", "field", "label", "etiquette", "libelle", "saisie", "saisir", "saisir ici", "entrez du texte", "enter text", "valeur", "value", "select", "selection", "choix", "checkbox", "radio",
        "case a cocher", "null", "undefined", "placeholder", "title", "titre du champ", "form field", "text field", "champ texte", "champ de saisie", "zone de texte", "textbox", "todo",
        "info", "infos", "information", "informations", "donnee", "donnees", "data", "item", "element", "divers", "autre champ", "lorem ipsum",
    };

    private static readonly HashSet<string> GenericButtons = new(StringComparer.Ordinal) { "button", "bouton", "submit", "ok", "go", "cliquez", "click", "cliquer", "cliquez ici", "click here", "input", "btn", "null", "undefined" };

    private static readonly HashSet<string> GenericLegends = new(StringComparer.Ordinal) { "legende", "legend", "groupe", "group", "fieldset", "titre", "options", "choix", "formulaire", "form" };

    private static readonly string[] RequiredWords = ["obligatoire", "requis", "requise", "required", "mandatory", "necessaire"];

    private static readonly string[] OptionalWords = ["facultatif", "facultative", "optionnel", "optionnelle", "optional"];

    private static readonly string[] ConsequenceWords =
    [
        "paiement", "payer", "payment", "pay", "commande", "commander", "order", "acheter", "buy", "supprimer", "suppression", "delete", "remove", "resilier", "contrat", "contract", "signer", "sign", "virement", "examen", "exam", "quiz",
        "modifier", "mettre a jour", "update", "enregistrer", "save", "reserver", "booking", "achat", "checkout", "desinscrire", "unsubscribe",
    ];

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("11.1.1", page => CheckResult.Of(FormFields.Of(page), field => HasLabel(page, field))),
        new("11.1.2", page => CheckResult.Of(page.Named("label").Where(label => label.HasAttribute("for")), label => LabelLeadsToField(page, label))),
        new("11.1.3", page => CheckResult.Of(FormFields.ToFillIn(page), field => UnseenLabelIsHelped(page, field))),
        new("11.2.1", LabelsAreRelevant),
        new("11.2.2", page => Relevance(page, Naming.TitleAttribute)),
        new("11.2.3", page => Relevance(page, field => field.HasAttribute("aria-label") ? Naming.AriaLabel(field) ?? "" : null)),
        new("11.2.4", page => Relevance(page, field => page.Names.TextOfReferences(field, "aria-labelledby"))),
        new("11.2.5", page => CheckResult.Of(FormFields.ToFillIn(page), field => NameHoldsVisibleLabel(page, field))),
        new("11.2.6", page => CheckResult.ReviewEach(FormFields.ToFillIn(page).Where(field => !HasSeenLabel(page, field)).Select(AdjacentButton).OfType<IElement>().Distinct(),
            "bouton qui sert d'étiquette : dit-il la fonction du champ ?", "button that serves as a label: does it tell the purpose of the field?")),
        new("11.3.1", LabelsAgreeInPage),
        new("11.3.2", page => FormFields.ToFillIn(page).Count == 0 ? CheckResult.NotApplicable : CheckResult.NotTested("demande plusieurs pages", "needs several pages")),
        new("11.4.1", page => Placement(page, _ => true, LabelIsNear)),
        new("11.4.2", page => Placement(page, field => !FormFields.IsChoice(field), LabelIsBeforeOrAbove)),
        new("11.4.3", page => Placement(page, FormFields.IsChoice, LabelIsAfterOrBelow)),
        new("11.5.1", FieldsOfAKindAreGrouped),
        new("11.6.1", page => CheckResult.Of(Groups(page), group => GroupHasLegend(page, group))),
        new("11.7.1", page => CheckResult.Of(Groups(page).Where(group => Legend(page, group) is { Length: > 0 }), group => LegendIsRelevant(page, group))),
        new("11.8.1", page => CheckResult.Of(page.Named("select"), list => list.QuerySelectorAll("option").Length > LongList && list.QuerySelector("optgroup") is null
            ? Verdict.Review("longue liste sans groupes", "long list without groups")
            : Verdict.Review("les choix de même nature sont-ils groupés ?", "are choices of a kind grouped?"))),
        new("11.8.2", page => CheckResult.Of(page.Named("optgroup"), group => group.Has("label") ? Verdict.Pass : Verdict.Fail("optgroup sans label", "optgroup without a label"))),
        new("11.8.3", page => CheckResult.Of(page.Named("optgroup").Where(group => group.Has("label")), GroupOfChoicesIsRelevant)),
        new("11.9.1", page => CheckResult.Of(Buttons(page), button => ButtonIsRelevant(page, button)).With(ButtonsOfNoForm(page))),
        new("11.9.2", page => CheckResult.Of(Buttons(page), button => ButtonNameHoldsVisibleText(page, button))),
        new("11.10.1", RequiredFieldsAreTold),
        new("11.10.2", page => CheckResult.Of(FormFields.ToFillIn(page).Where(FormFields.IsRequired), field => RequiredMarkIsInLabel(page, field))),
        new("11.10.3", page => MessagesNameTheirField(page, isWrong: false, _ => true)),
        new("11.10.4", page => InvalidFieldsAreExplained(page, isWrong: false)),
        new("11.10.5", page => CheckResult.Of(FormFields.ToFillIn(page).Where(HasFormat), _ => Verdict.Review("le format attendu est-il indiqué, hors placeholder ?", "is the expected format told, outside the placeholder?"))),
        new("11.10.6", page => MessagesNameTheirField(page, isWrong: true, HasFormat)),
        new("11.10.7", page => InvalidFieldsAreExplained(page, isWrong: true)),
        new("11.11.1", page => MessagesHelp(page, "le message propose-t-il le type de donnée ou le format attendu ?", "does the message suggest the expected kind or format?")),
        new("11.11.2", page => MessagesHelp(page, "le message donne-t-il un exemple de valeur possible ?", "does the message give an example of a possible value?")),
        new("11.12.1", FormsWithConsequences),
        new("11.12.2", FormsWithConsequences),
        new("11.13.1", PurposesAreTold),
    ];

    // 11.1

    private static Verdict HasLabel(AuditedPage page, IElement field)
    {
        if (page.Names.Aria(field) is not null || Naming.TitleAttribute(field) is not null)
            return Verdict.Pass;
        if (FormFields.LabelsFor(page, field).Any(label => page.Names.Content(label).Length > 0 || page.Visibility.IsHidden(label) && Plain.Text(label.TextContent).Length > 0))
            return Verdict.Pass;
        if (FormFields.Wrapping(field) is { } label && page.Names.Content(label).Length > 0)
            return Verdict.Fail("label qui entoure le champ sans attribut for", "label around the field without a for attribute");
        if (FormFields.IsNamedByContent(field) && page.Names.Content(field).Length > 0)
            return Verdict.Review("champ nommé par son contenu", "field named by its content");
        if (field.LocalName == "output")
            return Verdict.Review("résultat sans étiquette", "result without a label");
        if (field.HasAttribute("aria-labelledby"))
            return Verdict.Fail("aria-labelledby ne mène à aucun texte", "aria-labelledby leads to no text");
        return field.Has("placeholder")
            ? Verdict.Fail("champ sans étiquette : un placeholder n'en est pas une", "field without a label: a placeholder is none")
            : Verdict.Fail("champ sans étiquette", "field without a label");
    }

    private static Verdict LabelLeadsToField(AuditedPage page, IElement label)
    {
        var id = label.GetAttribute("for")!;
        var target = page.Names.ById(id, label);
        if (target is null)
            return Verdict.Fail("for ne mène à aucun élément", "for leads to no element");
        if (page.Names.CountOfId(id, label) > 1)
            return Verdict.Fail("for mène à un id en double", "for leads to an id that stands twice");
        return FormFields.IsField(target) || target.LocalName is "button" or "input" or "meter" or "progress" or "output" || target.LocalName.Contains('-', StringComparison.Ordinal)
            ? Verdict.Pass
            : Verdict.Fail("for mène à un élément qui n'est pas un champ", "for leads to an element that is no field");
    }

    private static bool HasSeenLabel(AuditedPage page, IElement field) =>
        FormFields.Labels(page, field).Any(label => page.Visibility.IsSeen(label) && page.Names.VisibleText(label).Length > 0)
        || (FormFields.IsNamedByContent(field) && page.Names.VisibleText(field).Length > 0);

    private static Verdict UnseenLabelIsHelped(AuditedPage page, IElement field)
    {
        if (HasSeenLabel(page, field) || FormFields.Name(page, field) is null)
            return Verdict.Skip;
        if (page.Names.LabelledBy(field) is not null && Naming.References(field, "aria-labelledby").Select(id => page.Names.ById(id, field)).OfType<IElement>().Any(text => page.Visibility.IsSeen(text) && IsNear(page, text, field)))
            return Verdict.Skip;
        return Naming.TitleAttribute(field) is not null
            ? Verdict.Review("le title dit-il ce qui est attendu ?", "does the title tell what is expected?")
            : Verdict.Review("étiquette non visible : un texte voisin dit-il ce qui est attendu ?", "label out of sight: does a neighbouring text tell what is expected?");
    }

    // 11.2

    private static CheckResult LabelsAreRelevant(AuditedPage page)
    {
        var labels = FormFields.Of(page).SelectMany(field => FormFields.Labels(page, field).Select(label => (Label: label, Field: field))).DistinctBy(pair => pair.Label).ToDictionary(pair => pair.Label, pair => pair.Field);
        var shared = labels.Where(pair => IsToldByItsLabelAlone(page, pair.Value)).GroupBy(pair => (Form: FormFields.FormOf(page, pair.Value) ?? page.Document.Body, Text: Plain.Words(page.Names.Content(pair.Key))))
            .Where(twins => twins.Key.Form is not null && twins.Key.Text.Length > 0 && twins.Select(pair => pair.Value.GetAttribute("name") ?? pair.Value.Id ?? "").Distinct(StringComparer.Ordinal).Count() == twins.Count())
            .Where(twins => twins.Count() > 1).SelectMany(twins => twins).Select(pair => pair.Key).ToHashSet();
        return CheckResult.Of(labels.Keys, label => shared.Contains(label)
            ? Verdict.Fail("même étiquette pour des champs différents du formulaire, que rien d'autre ne distingue", "same label for different fields of the form, which nothing else tells apart")
            : LabelIsRelevant(page, label));
    }

    /// <summary>A field to fill in that neither a group, a row, a heading nor another text explains besides its label.</summary>
    private static bool IsToldByItsLabelAlone(AuditedPage page, IElement field) =>
        FormFields.IsText(field) && page.Visibility.IsSeen(field) && page.Names.Aria(field) is null && Naming.TitleAttribute(field) is null && FormFields.Help(page, field).Length == 0
        && (FormFields.FormOf(page, field) ?? page.Document.Body) is { } form
        && !field.Ancestors().TakeWhile(around => around != form).Any(around => around.LocalName is "tr" or "li" or "details" or "section" or "article" or "dd" || around.HasRole("row", "listitem", "region", "tabpanel")
            || ((around.LocalName == "fieldset" || around.HasRole("group", "radiogroup")) && Legend(page, around) is { Length: > 0 }))
        && form.QuerySelector("hr") is null
        && !form.Descendants<IText>().Any(text => Plain.HasLetterOrDigit(text.Data) && text.ParentElement is { } parent && parent.Closest("label, button, option, script, style, noscript, template") is null && page.Visibility.IsSeen(parent));

    private static Verdict LabelIsRelevant(AuditedPage page, IElement label)
    {
        var text = page.Names.Content(label);
        if (!Plain.HasLetterOrDigit(text))
            return Verdict.Fail("label vide ou réduit à un signe", "label empty or reduced to a sign");
        if (GenericLabels.Contains(Plain.Words(text)))
            return Verdict.Fail("label générique", "generic label");
        return Verdict.Review("le label dit-il la fonction du champ ?", "does the label tell the purpose of the field?");
    }

    private static CheckResult Relevance(AuditedPage page, Func<IElement, string?> text)
    {
        var fields = FormFields.Of(page).Where(field => text(field) is not null).ToList();
        return CheckResult.Of(fields, field =>
        {
            var label = text(field)!;
            if (!Plain.HasLetterOrDigit(label))
                return Verdict.Fail("étiquette vide ou réduite à un signe", "label empty or reduced to a sign");
            if (GenericLabels.Contains(Plain.Words(label)))
                return Verdict.Fail("étiquette générique", "generic label");
            var isShared = !FormFields.IsChoice(field) && fields.Exists(other => other != field && !FormFields.IsChoice(other) && FormFields.FormOf(page, other) == FormFields.FormOf(page, field)
                && text(other) == label && (other.GetAttribute("name") ?? "") != (field.GetAttribute("name") ?? "") && FormFields.Name(page, other) == FormFields.Name(page, field));
            return isShared
                ? Verdict.Review("même étiquette pour deux champs différents", "same label for two different fields")
                : Verdict.Review("l'étiquette dit-elle la fonction du champ ?", "does the label tell the purpose of the field?");
        });
    }

    private static Verdict NameHoldsVisibleLabel(AuditedPage page, IElement field)
    {
        var visible = FormFields.Labels(page, field).Where(page.Visibility.IsSeen).Select(page.Names.VisibleText).FirstOrDefault(text => text.Length > 0);
        if (visible is null)
            return FormFields.Name(page, field) is null || !page.Elements.Any(element => element.LocalName == "label") && page.Names.Aria(field) is null
                ? Verdict.Skip
                : Verdict.Review("un texte voisin sert-il d'étiquette visible, et le nom le reprend-il ?", "does a neighbouring text serve as a visible label, and does the name repeat it?");
        var others = new[] { page.Names.LabelledBy(field), page.Names.LabelledBy(field) is null ? Naming.AriaLabel(field) : null, Naming.TitleAttribute(field) }.OfType<string>().ToList();
        if (others.Count == 0)
            return Verdict.Pass;
        // A mark of required fields is not read aloud as part of the label.
        return VisibleNames.Judge(page, visible.Trim('*', ':', ' '), others, field);
    }

    // 11.3, 11.4

    private static CheckResult LabelsAgreeInPage(AuditedPage page)
    {
        var fields = FormFields.ToFillIn(page).Where(field => !FormFields.IsChoice(field) && (field.Has("autocomplete") || field.Has("name"))).ToList();
        var twins = fields.GroupBy(field => field.Has("autocomplete") && field.GetAttribute("autocomplete") is not ("on" or "off") ? "autocomplete " + field.GetAttribute("autocomplete") : "name " + field.GetAttribute("name"), StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Select(field => Plain.Words(FormFields.Name(page, field))).Distinct(StringComparer.Ordinal).Count() > 1).SelectMany(group => group);
        return CheckResult.ReviewEach(twins, "champs de même fonction aux étiquettes différentes", "fields of the same purpose with different labels");
    }

    private static CheckResult Placement(AuditedPage page, Func<IElement, bool> concerns, Func<AuditedPage, PlacedLabel, ElementBox, IElement, Verdict> judge)
    {
        var fields = FormFields.ToFillIn(page).Where(concerns).ToList();
        if (fields.Count == 0)
            return CheckResult.NotApplicable;
        if (page.Rendered is null)
            return CheckResult.NotRendered(page);
        return CheckResult.Of(fields, field =>
        {
            var label = SeenLabel(page, field);
            if (label is null || page.BoxOf(field) is not { Width: > 1, Height: > 1 } box || !page.Visibility.IsSeen(field))
                return Verdict.Skip;
            return judge(page, label.Value, box, field);
        });
    }

    private readonly record struct PlacedLabel(IElement Element, ElementBox Box);

    /// <summary>The visible label with its box; a label around its field has no box of its own to compare.</summary>
    private static PlacedLabel? SeenLabel(AuditedPage page, IElement field) =>
        FormFields.LabelsFor(page, field).Concat(Naming.References(field, "aria-labelledby").Select(id => page.Names.ById(id, field)).OfType<IElement>())
            .Where(label => page.Visibility.IsSeen(label) && !label.Contains(field) && Plain.Text(label.TextContent).Length > 0)
            .Select(label => (Label: label, Box: page.BoxOf(label))).Where(label => label.Box is { Width: > 1, Height: > 1 }).Select(label => (PlacedLabel?)new PlacedLabel(label.Label, label.Box!.Value)).FirstOrDefault();

    private static Verdict LabelIsNear(AuditedPage page, PlacedLabel label, ElementBox field, IElement element)
    {
        var (horizontal, vertical) = Between(label.Box, field);
        var line = Math.Max(label.Box.FontSize, 12) * 1.3;
        if (vertical <= FarInLines * line && horizontal <= 4 * NearInPixels)
            return Verdict.Pass;
        var far = Math.Max(horizontal, vertical);
        return far >= 2 * NearInPixels && FormFields.ToFillIn(page).Any(other => other != element && TakesLabel(page, label, other, far))
            ? Verdict.Fail($"étiquette à {far:0} px de son champ, et accolée à un autre qui n'en a pas de visible", $"label {far:0} px away from its field, and next to another one that has none in sight")
            : Verdict.Review($"étiquette à {far:0} px de son champ", $"label {far:0} px away from its field");
    }

    private static (double Horizontal, double Vertical) Between(ElementBox one, ElementBox other) =>
        (Math.Max(0, Math.Max(other.X - one.Right, one.X - other.Right)), Math.Max(0, Math.Max(other.Y - one.Bottom, one.Y - other.Bottom)));

    /// <summary>Whoever sees the page takes the label for that of this other field: it stands at its side, and nothing else does (glossary, label next to its field).</summary>
    private static bool TakesLabel(AuditedPage page, PlacedLabel label, IElement other, double far)
    {
        if (!page.Visibility.IsSeen(other) || page.BoxOf(other) is not { Width: > 1, Height: > 1 } box || label.Element.Closest("table, [role=grid], [role=table]") is not null
            || FormFields.Labels(page, other).Any(own => page.Visibility.IsSeen(own) && page.Names.VisibleText(own).Length > 0) || other.HasAttribute("aria-labelledby") || other.Has("placeholder"))
            return false;
        var (horizontal, vertical) = Between(label.Box, box);
        return Math.Max(horizontal, vertical) <= Math.Min(NearInPixels / 2, far / 4) && Math.Min(horizontal, vertical) <= 0;
    }

    private static Verdict LabelIsBeforeOrAbove(AuditedPage page, PlacedLabel placed, ElementBox field, IElement element)
    {
        var label = placed.Box;
        if (IsRightToLeft(element))
            return Verdict.Review("étiquette d'un texte de droite à gauche", "label of a right-to-left text");
        if (label.Bottom <= field.Y + Tolerance || label.Right <= field.X + Tolerance)
            return Verdict.Pass;
        return label.Y >= field.Bottom - Tolerance || label.X >= field.Right - Tolerance
            ? Verdict.Fail("étiquette sous le champ ou à sa droite", "label below the field or on its right")
            : Verdict.Review("étiquette sur le champ", "label over the field");
    }

    private static Verdict LabelIsAfterOrBelow(AuditedPage page, PlacedLabel placed, ElementBox field, IElement element)
    {
        var label = placed.Box;
        if (IsRightToLeft(element))
            return Verdict.Review("étiquette d'un texte de droite à gauche", "label of a right-to-left text");
        if (label.X >= field.Right - Tolerance || label.Y >= field.Bottom - Tolerance)
            return Verdict.Pass;
        return label.Bottom <= field.Y + Tolerance || label.Right <= field.X + Tolerance
            ? Verdict.Fail("étiquette à gauche ou au-dessus de la case", "label on the left of or above the box")
            : Verdict.Review("étiquette sur la case", "label over the box");
    }

    private static bool IsRightToLeft(IElement element) => element.Ancestors().Prepend(element).FirstOrDefault(around => around.HasAttribute("dir"))?.Is("dir", "rtl") == true;

    private static bool IsNear(AuditedPage page, IElement text, IElement field) =>
        page.BoxOf(text) is not { } one || page.BoxOf(field) is not { } other
        || (Math.Max(0, Math.Max(other.X - one.Right, one.X - other.Right)) <= NearInPixels && Math.Max(0, Math.Max(other.Y - one.Bottom, one.Y - other.Bottom)) <= NearInPixels);

    // 11.5 to 11.7

    private static IEnumerable<IElement> Groups(AuditedPage page) => page.Elements.Where(element =>
        ((element.LocalName == "fieldset" && element.Role() is null or "group") || element.HasRole("group", "radiogroup"))
        && page.Visibility.IsExposed(element) && FormFields.ToFillIn(page).Any(field => field != element && element.Contains(field)));

    private static CheckResult FieldsOfAKindAreGrouped(AuditedPage page)
    {
        var fields = FormFields.ToFillIn(page);
        if (fields.Count < 2)
            return CheckResult.NotApplicable;
        var native = fields.Where(field => field.LocalName == "input" && field.InputType() is "radio" or "checkbox" && field.Has("name"))
            .GroupBy(field => (FormFields.FormOf(page, field), field.InputType(), field.GetAttribute("name"))).Where(group => group.Count() > 1).ToList();
        var ungrouped = native.SelectMany(group => group.Where(field => !IsGrouped(field, group.Key.Item2 == "radio")))
            .ToDictionary(field => field, field => TellsItsGroup(field)
                ? Verdict.Review("groupe donné par l'étiquette de chaque champ ?", "group told by the label of each field?")
                : Verdict.Fail("champs de même nature sans regroupement", "fields of a kind that are not grouped"));
        var found = CheckResult.Of(native.SelectMany(group => group), field => ungrouped.TryGetValue(field, out var verdict) ? verdict : Verdict.Pass);
        var areAllSeen = found.Outcome == RgaaOutcome.Compliant && native.Sum(group => group.Count()) == fields.Count;
        if (areAllSeen || found.Outcome is RgaaOutcome.NonCompliant or RgaaOutcome.NeedsReview)
            return found;
        return CheckResult.Review("des champs de même nature sont-ils à regrouper (adresse, date, identité) ?", "are there fields of a kind to be grouped (address, date, identity)?", fields.Count);
    }

    private static bool IsGrouped(IElement field, bool isRadio) =>
        field.Ancestors().Any(around => (around.LocalName == "fieldset" && !around.IsPresentational()) || around.HasRole("group") || (isRadio && around.HasRole("radiogroup")));

    private static bool TellsItsGroup(IElement field) => field.Has("title") || field.Has("aria-label") || field.Has("aria-labelledby") || field.Has("aria-describedby");

    private static string? Legend(AuditedPage page, IElement group)
    {
        if (group.LocalName == "fieldset" && group.Children.FirstOrDefault(child => child.LocalName == "legend") is { } legend)
            return page.Names.Content(legend);
        return page.Names.Aria(group);
    }

    private static Verdict GroupHasLegend(AuditedPage page, IElement group)
    {
        var hasLegend = group.LocalName == "fieldset" && group.Children.FirstOrDefault(child => child.LocalName == "legend") is { } legend && page.Names.Content(legend).Length > 0;
        if (hasLegend)
            return Verdict.Pass;
        if (page.Names.Aria(group) is not null)
            return group.LocalName == "fieldset" && group.Role() is null ? Verdict.Review("fieldset nommé par ARIA, sans legend", "fieldset named by ARIA, without a legend") : Verdict.Pass;
        return FormFields.ToFillIn(page).Where(field => field != group && group.Contains(field)).All(TellsItsGroup)
            ? Verdict.Review("groupe donné par l'étiquette de chaque champ ?", "group told by the label of each field?")
            : Verdict.Fail("regroupement sans légende", "group without a legend");
    }

    private static Verdict LegendIsRelevant(AuditedPage page, IElement group) =>
        GenericLegends.Contains(Plain.Words(Legend(page, group)))
            ? Verdict.Review("légende générique", "generic legend")
            : Verdict.Review("la légende dit-elle ce que les champs ont en commun ?", "does the legend tell what the fields have in common?");

    // 11.8, 11.9

    private static Verdict GroupOfChoicesIsRelevant(IElement group)
    {
        var label = Plain.Words(group.GetAttribute("label"));
        var twins = group.ParentElement?.Children.Count(other => other.LocalName == "optgroup" && Plain.Words(other.GetAttribute("label")) == label);
        if (label.Length == 0 || twins > 1 || label is "groupe" or "group" or "optgroup" or "label" || (label.StartsWith("group", StringComparison.Ordinal) && label.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ' ') is "groupe" or "group"))
            return Verdict.Fail("label de groupe générique ou en double", "group label generic or doubled");
        return Verdict.Review("le label du groupe est-il pertinent ?", "is the label of the group relevant?");
    }

    /// <summary>Buttons of forms; others belong to theme 7.</summary>
    private static IEnumerable<IElement> Buttons(AuditedPage page) => page.Elements.Where(element =>
        (element.LocalName == "button" || element.HasRole("button") || (element.LocalName == "input" && element.InputType() is "submit" or "reset" or "button" or "image"))
        && element.Role() is null or "button" && FormFields.FormOf(page, element) is not null && page.Visibility.IsExposed(element));

    /// <summary>Outside a form and without a script, nothing tells which theme a nameless button belongs to; it fails 7.1.3, and is shown here.</summary>
    private static CheckResult ButtonsOfNoForm(AuditedPage page) => CheckResult.ReviewEach(
        page.Scripts.AreNone ? page.Elements.Where(element => (element.LocalName == "button" || element.HasRole("button")) && FormFields.FormOf(page, element) is null && page.Visibility.IsExposed(element) && page.Names.FromAnything(element) is null) : [],
        "bouton sans intitulé hors d'un formulaire", "nameless button outside a form");

    private static string? ButtonName(AuditedPage page, IElement button)
    {
        if (button.LocalName != "input")
            return page.Names.FromAnything(button);
        if (page.Names.Aria(button) is { } name)
            return name;
        return button.InputType() switch
        {
            "image" => Naming.Alt(button) ?? Naming.TitleAttribute(button),
            // A browser gives these two a text of its own.
            "submit" or "reset" when !button.HasAttribute("value") => button.InputType(),
            _ => Plain.Text(button.GetAttribute("value")) is { Length: > 0 } value ? value : Naming.TitleAttribute(button),
        };
    }

    private static Verdict ButtonIsRelevant(AuditedPage page, IElement button)
    {
        if (ButtonName(page, button) is not { } name)
            return Verdict.Fail("bouton sans intitulé", "button without a name");
        if (!Plain.HasLetterOrDigit(name) || GenericButtons.Contains(Plain.Words(name)))
            return Verdict.Review("intitulé générique : dit-il l'action ?", "generic name: does it tell the action?");
        return Verdict.Review("l'intitulé dit-il l'action ?", "does the name tell the action?");
    }

    private static Verdict ButtonNameHoldsVisibleText(AuditedPage page, IElement button)
    {
        if (button.LocalName == "input" && button.InputType() == "image")
            return Verdict.Review("le texte de l'image est-il repris dans le nom ?", "is the text of the image repeated in the name?");
        var visible = button.LocalName == "input" ? Plain.Text(button.GetAttribute("value")) : page.Names.VisibleText(button);
        if (visible.Length == 0)
            return Verdict.Skip;
        var others = new[] { page.Names.LabelledBy(button), page.Names.LabelledBy(button) is null ? Naming.AriaLabel(button) : null, Naming.TitleAttribute(button) }.OfType<string>().ToList();
        return others.Count == 0 ? Verdict.Pass : VisibleNames.Judge(page, visible, others, button);
    }

    // 11.10 to 11.12

    private static bool IsAlone(AuditedPage page, IElement field) =>
        FormFields.FormOf(page, field) is { } form && FormFields.ToFillIn(page).Where(other => FormFields.FormOf(page, other) == form).Select(other => other.Is("type", "radio") ? "radio " + other.GetAttribute("name") : other.GetHashCode().ToString()).Distinct().Count() == 1;

    /// <summary>Particular case of 11.10: the optional fields are the ones that are marked.</summary>
    private static bool MarksOptionalFields(AuditedPage page, IElement field) =>
        FormFields.FormOf(page, field) is { } form && form.QuerySelectorAll("label, legend").Any(label => Mentions(label.TextContent, OptionalWords));

    private static CheckResult RequiredFieldsAreTold(AuditedPage page) => CheckResult.Of(
        FormFields.ToFillIn(page).Where(field => !IsAlone(page, field) && !MarksOptionalFields(page, field)),
        field => FormFields.IsRequired(field)
            ? Verdict.Pass
            : Verdict.Review("champ obligatoire ou non : est-ce indiqué ?", "required field or not: is it told?"));

    private static Verdict RequiredMarkIsInLabel(AuditedPage page, IElement field)
    {
        if (IsAlone(page, field) || MarksOptionalFields(page, field))
            return Verdict.Skip;
        var legends = field.Ancestors().Where(around => around.LocalName == "fieldset" || around.HasRole("group", "radiogroup")).Select(group => Legend(page, group));
        var labels = FormFields.Labels(page, field).Select(label => label.TextContent).Append(page.Names.Aria(field)).Append(FormFields.Help(page, field)).Concat(legends);
        if (labels.Any(text => text is not null && (text.Contains('*', StringComparison.Ordinal) || Mentions(text, RequiredWords))))
            return Verdict.Pass;
        if (FormFields.Labels(page, field).SelectMany(label => label.QuerySelectorAll("img, svg, abbr, i, [role=img]")).Any(mark => Mentions($"{mark.GetAttribute("alt")} {mark.GetAttribute("title")} {mark.GetAttribute("aria-label")} {mark.TextContent}", RequiredWords) || mark.LocalName is "img" or "svg" or "i"))
            return Verdict.Review("une image de l'étiquette indique-t-elle le caractère obligatoire ?", "does an image in the label tell that the field is required?");
        // A mark drawn by the style sheet is seen, and is no text of the label.
        if (MarkIsGenerated(page, field))
            return Verdict.Review("marque ajoutée par la feuille de styles", "mark added by the style sheet");
        return page.Document.Body is { } body && Mentions(body.TextContent, ["tous les champs sont obligatoires", "all fields are required", "tous les champs du formulaire sont obligatoires"])
            ? Verdict.Review("mention générale : tous les champs sont obligatoires", "general mention: all fields are required")
            : Verdict.Fail("champ obligatoire sans indication dans son étiquette", "required field without a mark in its label");
    }

    private static bool MarkIsGenerated(AuditedPage page, IElement field) =>
        page.Rendered is { } rendered
            ? rendered.GeneratedContents.Any(content => page.Numbered(content.Element) is { } element && (element.Contains(field) || FormFields.Labels(page, field).Any(label => label == element || label.Contains(element))) && (content.Text.Contains('*', StringComparison.Ordinal) || Mentions(content.Text, RequiredWords)))
            : !page.Styles.AllSeen || page.Styles.Rules.Any(rule => rule["content"] is { } content && content.Contains('*', StringComparison.Ordinal));

    private static CheckResult NotSent { get; } = CheckResult.NotTested("demande d'envoyer le formulaire", "the form has to be submitted");

    /// <summary>
    /// What forms said when the browser sent them. A message that neither names its field nor stands by it, where the form has several and marks none as wrong, tells nobody what to mend.
    /// </summary>
    private static CheckResult MessagesNameTheirField(AuditedPage page, bool isWrong, Func<IElement, bool> concerns)
    {
        if (!FormFields.ToFillIn(page).Any(concerns))
            return CheckResult.NotApplicable;
        var told = StandingMessagesNameTheirField(page, isWrong).With(MessagesNameOneField(page, isWrong));
        if (page.Rendered?.Forms is not { } trials)
            return told.Outcome == RgaaOutcome.NotApplicable ? NotSent : told;
        foreach (var trial in trials.Where(trial => trial.IsWrong == isWrong && FormMessages.Errors(trial).Count > 0))
        {
            var messages = FormMessages.Errors(trial);
            var isNamed = trial.Fields.Count <= 1 || trial.Fields.Any(field => field.IsInvalid || field.IsTold) || messages.Any(message => message.Near.Count > 0 || trial.Fields.Any(field => FormMessages.Names(message, field)));
            told = told.With(new CheckResult(isNamed ? RgaaOutcome.NeedsReview : RgaaOutcome.NonCompliant, messages.Count, [.. messages.Select(message => new Sighting(page.Numbered(message.Element), isNamed
                ? new($"message à l'envoi : « {FormMessages.Masked(message)} » : identifie-t-il chaque champ concerné ?", $"message on submission: \"{FormMessages.Masked(message)}\": does it identify each field concerned?")
                : new($"message à l'envoi : « {FormMessages.Masked(message)} » : aucun champ n'y est nommé, ni marqué aria-invalid", $"message on submission: \"{FormMessages.Masked(message)}\": no field is named in it, nor marked aria-invalid")))]));
        }
        return told.Outcome == RgaaOutcome.NotApplicable
            ? CheckResult.Review("formulaire envoyé : aucun message de la page n'est apparu ; messages à vérifier", "form submitted: no message of the page appeared; messages to be checked")
            : told;
    }

    /// <summary>Messages of fault that the page shows as it stands, as a server sends it back: in a form of several fields, one that speaks of "the field" and says nowhere which.</summary>
    private static CheckResult StandingMessagesNameTheirField(AuditedPage page, bool isWrong)
    {
        var messages = page.Elements.Where(element => FormMessages.IsStanding(element, isWrong) && page.Visibility.IsSeen(element) && page.Visibility.IsExposed(element) && element.Closest("label, legend, fieldset, [role=group], td, li") is null);
        return CheckResult.Of(messages, message =>
        {
            if (FormFields.FormOf(page, message) is not { } form)
                return Verdict.Skip;
            var fields = FormFields.ToFillIn(page).Where(field => FormFields.FormOf(page, field) == form).ToList();
            var text = $" {Plain.Words(message.TextContent)} ";
            // A form that asks for a password keeps to itself which of the two was wrong.
            if (fields.Count < 2 || fields.Exists(field => field.Is("type", "password") || field.Is("aria-invalid", "true"))
                || fields.Exists(field => Plain.Words(FormFields.Name(page, field)).Split(' ').Any(word => word.Length >= LabelWord && text.Contains(word, StringComparison.Ordinal)))
                || fields.Exists(field => Naming.References(field, "aria-describedby").Concat(Naming.References(field, "aria-errormessage")).Select(id => page.Names.ById(id, field)).OfType<IElement>().Any(told => told.Contains(message) || message.Contains(told)))
                || IsBeside(message, form, fields))
                return Verdict.Review("message d'erreur affiché : identifie-t-il le champ concerné ?", "message of error shown: does it identify the field concerned?");
            return Verdict.Fail("message d'erreur affiché qui parle d'un champ sans le nommer, dans un formulaire qui en a plusieurs et n'en marque aucun aria-invalid", "message of error shown that speaks of a field without naming it, in a form that has several and marks none aria-invalid");
        });
    }

    /// <summary>Messages of fault that the page shows as it stands, and that name a field by a label which several fields of the form bear, in groups that it does not name.</summary>
    private static CheckResult MessagesNameOneField(AuditedPage page, bool isWrong) => CheckResult.Of(
        page.Elements.Where(element => FormMessages.IsCalledError(element, isWrong) && page.Visibility.IsSeen(element) && page.Visibility.IsExposed(element) && element.Closest("label, legend, fieldset, [role=group], td, li") is null),
        message =>
        {
            var text = $" {Plain.Words(message.TextContent)} ";
            var fields = FormFields.FormOf(page, message) is { } form ? FormFields.ToFillIn(page).Where(field => FormFields.FormOf(page, field) == form).ToList() : [];
            var shared = fields.Where(FormFields.IsText).GroupBy(field => Plain.Words(FormFields.Name(page, field)), StringComparer.Ordinal)
                .FirstOrDefault(twins => twins.Count() > 1 && twins.Key.Length >= LabelWord && text.Contains($" {twins.Key} ", StringComparison.Ordinal));
            if (shared is null || fields.Exists(field => field.Is("aria-invalid", "true") || field.HasAttribute("aria-errormessage") || Naming.References(field, "aria-describedby").Select(id => page.Names.ById(id, field)).OfType<IElement>().Any(told => told.Contains(message) || message.Contains(told))))
                return Verdict.Skip;
            var groups = shared.SelectMany(field => field.Ancestors().Where(around => around.LocalName == "fieldset" || around.HasRole("group"))).Distinct().Select(group => Plain.Words(Legend(page, group))).ToList();
            return groups.Exists(legend => legend.Length > 0 && legend.Split(' ').Any(word => word.Length >= LabelWord && text.Contains($" {word} ", StringComparison.Ordinal)))
                ? Verdict.Skip
                : Verdict.Fail($"message d'erreur affiché qui nomme « {Plain.Cut(shared.Key, 40)} », étiquette de plusieurs champs du formulaire, sans dire lequel", $"message of error shown that names \"{Plain.Cut(shared.Key, 40)}\", the label of several fields of the form, without telling which");
        });

    private static bool IsBeside(IElement message, IElement form, List<IElement> fields) =>
        message.Ancestors().TakeWhile(around => around != form).Any(around => fields.Exists(around.Contains))
        || new[] { message.PreviousElementSibling, message.NextElementSibling }.OfType<IElement>().Any(neighbour => fields.Exists(field => neighbour == field || neighbour.Contains(field)))
        || message.PreviousElementSibling is { LocalName: "label" };

    private static CheckResult MessagesHelp(AuditedPage page, string fr, string en)
    {
        if (FormFields.ToFillIn(page).Count == 0)
            return CheckResult.NotApplicable;
        if (page.Rendered?.Forms is not { } trials)
            return NotSent;
        var found = CheckResult.ReviewEach(trials.SelectMany(FormMessages.Errors).Select(message => page.Numbered(message.Element)).OfType<IElement>().Distinct(), fr, en);
        return found.Outcome == RgaaOutcome.NotApplicable ? CheckResult.Review("formulaire envoyé : aucun message de la page n'est apparu", "form submitted: no message of the page appeared") : found;
    }

    /// <summary>A field marked as wrong tells why in its label or in the text that describes it: as the page stands, and once its form was sent.</summary>
    private static CheckResult InvalidFieldsAreExplained(AuditedPage page, bool isWrong)
    {
        if (FormFields.ToFillIn(page).Count == 0)
            return CheckResult.NotApplicable;
        var found = CheckResult.Of(FormFields.ToFillIn(page).Where(field => field.Is("aria-invalid", "true")), field => page.Names.Dangling(field, "aria-describedby").Count > 0 || page.Names.Dangling(field, "aria-errormessage").Count > 0
            // 11.10.4 is about required fields, 11.10.7 about those that ask for a type or a format.
            ? Verdict.Fail("champ en erreur dont le message associé est vide ou absent", "field in error whose message is empty or missing").OnlyIf(isWrong ? HasFormat(field) : FormFields.IsRequired(field))
            : Verdict.Review("le message d'erreur est-il dans l'étiquette ou le texte associé ?", "is the error message in the label or in the associated text?"));
        if (page.Rendered?.Forms is not { } trials)
            return found.Outcome == RgaaOutcome.NotApplicable ? NotSent : found;
        var marked = trials.Where(trial => trial.IsWrong == isWrong).SelectMany(trial => trial.Fields.Where(field => field.IsInvalid).Select(field => (Field: field, HasMessages: FormMessages.Errors(trial).Count > 0))).DistinctBy(pair => pair.Field.Element).ToDictionary(pair => pair.Field.Element);
        found = found.With(CheckResult.Of(marked.Keys.Select(number => page.Numbered(number)).OfType<IElement>(), field =>
        {
            var (tried, hasMessages) = marked[page.NumberOf(field)!.Value];
            if (tried.IsTold)
                return Verdict.Review("champ en erreur, avec un message associé : est-il juste ?", "field in error, with an associated message: is it right?");
            return tried.IsDangling || hasMessages
                ? Verdict.Fail("champ marqué aria-invalid à l'envoi, dont le message n'est ni dans l'étiquette ni dans un texte associé", "field marked aria-invalid on submission, whose message is neither in the label nor in an associated text")
                : Verdict.Review("champ marqué aria-invalid à l'envoi, sans message visible", "field marked aria-invalid on submission, without a visible message");
        }));
        return found.Outcome == RgaaOutcome.NotApplicable ? CheckResult.Review("formulaire envoyé : aucun champ n'est marqué en erreur (aria-invalid)", "form submitted: no field is marked as wrong (aria-invalid)") : found;
    }

    private static bool HasFormat(IElement field) =>
        field.LocalName == "input" && (field.InputType() is "email" or "tel" or "url" or "date" or "time" or "month" or "week" or "datetime-local" or "number" or "password" || field.Has("pattern") || field.Has("maxlength") || field.Has("minlength"));

    private static CheckResult FormsWithConsequences(AuditedPage page) => CheckResult.ReviewEach(
        page.Elements.Where(element => (element.LocalName == "form" || element.HasRole("form")) && HasConsequences(page, element)),
        "formulaire à conséquences : peut-on vérifier, confirmer ou annuler ?", "form with consequences: can one check, confirm or cancel?");

    private static bool HasConsequences(AuditedPage page, IElement form)
    {
        var buttons = form.QuerySelectorAll("button, input[type=submit], input[type=button], [role=button]").Select(button => ButtonName(page, button));
        var words = $" {Plain.Words($"{form.GetAttribute("action")} {form.Id} {form.GetAttribute("name")} {string.Join(' ', buttons)}")} ";
        return ConsequenceWords.Any(word => words.Contains($" {word} ", StringComparison.Ordinal));
    }

    private static bool Mentions(string? text, string[] words)
    {
        var plain = Plain.Words(text);
        return words.Any(word => plain.Contains(Plain.Words(word), StringComparison.Ordinal));
    }

    // 11.13

    private static CheckResult PurposesAreTold(AuditedPage page)
    {
        var personal = new Lazy<HashSet<IElement>>(() => [.. PersonalFields.Of(page)]);
        return CheckResult.Of(FormFields.ToFillIn(page).Where(field => FormFields.IsText(field) && !field.HasAttribute("disabled") && !field.Is("aria-disabled", "true")), field => PurposeIsTold(page, field, personal));
    }

    private static Verdict PurposeIsTold(AuditedPage page, IElement field, Lazy<HashSet<IElement>> personal)
    {
        var value = field.GetAttribute("autocomplete");
        var told = Autocomplete.FieldName(value);
        var purpose = Autocomplete.PurposeOf(page, field);
        if (purpose is null)
        {
            if (string.IsNullOrWhiteSpace(value) || value.Trim().ToLowerInvariant() is "on" or "off")
                return Autocomplete.IsCertainlyOfNobody(page, field) ? Verdict.Skip : Verdict.Review("le champ concerne-t-il l'utilisateur ?", "is the field about the user?");
            return told is null
                ? Verdict.Fail($"autocomplete=\"{value}\" n'est pas une valeur admise", $"autocomplete=\"{value}\" is not an admitted value")
                : Verdict.Review("la valeur d'autocomplete convient-elle au champ ?", "does the autocomplete value fit the field?");
        }
        if (string.IsNullOrWhiteSpace(value) && purpose.Contains("username", StringComparer.Ordinal) && !Autocomplete.IsOfAccount(page, field))
            return Verdict.Review("identifiant : est-ce celui de l'utilisateur ?", "login name: is it the user's own?");
        // A town to compute a yield with is not the town of the user.
        if (string.IsNullOrWhiteSpace(value) && purpose.Any(Autocomplete.IsPlaceOrEmployer) && !personal.Value.Contains(field))
            return Verdict.Review("le champ concerne-t-il l'utilisateur ?", "is the field about the user?");
        if (string.IsNullOrWhiteSpace(value) && purpose.Contains("street-address", StringComparer.Ordinal) && !Autocomplete.SaysYours(page, field) && !IsBesidePersonal(page, field, personal.Value))
            return Verdict.Review("adresse sans rien d'autre sur l'utilisateur : est-ce la sienne ?", "address without anything else about the user: is it theirs?");
        if (string.IsNullOrWhiteSpace(value) && Autocomplete.MayBeOfAnother(page, field))
            return Verdict.Review("le champ concerne-t-il l'utilisateur, ou quelqu'un d'autre ?", "is the field about the user, or about somebody else?");
        if (string.IsNullOrWhiteSpace(value))
            return Verdict.Fail("champ sur l'utilisateur sans autocomplete", "field about the user without autocomplete");
        if (told is null)
            return Verdict.Fail($"autocomplete=\"{value}\" n'est pas une valeur admise", $"autocomplete=\"{value}\" is not an admitted value");
        return purpose.Contains(told, StringComparer.Ordinal)
            ? Verdict.Pass
            : Verdict.Review("la valeur d'autocomplete convient-elle au champ ?", "does the autocomplete value fit the field?");
    }

    private static bool IsBesidePersonal(AuditedPage page, IElement field, HashSet<IElement> personal) =>
        personal.Any(other => other != field && FormFields.FormOf(page, other) == FormFields.FormOf(page, field));

    private static IElement? AdjacentButton(IElement field) =>
        new[] { field.NextElementSibling, field.PreviousElementSibling }.OfType<IElement>().FirstOrDefault(neighbour => neighbour.LocalName == "button" || (neighbour.LocalName == "input" && neighbour.InputType() is "submit" or "image" or "button"));
}
