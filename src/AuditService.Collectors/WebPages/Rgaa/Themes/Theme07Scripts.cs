using AngleSharp.Dom;
using AuditService.Collectors.WebPages.Dom;
using AuditService.Collectors.WebPages.Probes;
using AuditService.Core.Accessibility;

namespace AuditService.Collectors.WebPages.Rgaa.Themes;

/// <summary>RGAA theme 7. A page that executes nothing is outside most of it; ARIA that contradicts itself fails wherever it stands.</summary>
internal static class Theme07Scripts
{
    private static readonly string[] ActingEvents = ["onclick", "onmousedown", "onmouseup", "ondblclick", "ontouchstart", "ontouchend", "onpointerdown", "onpointerup"];

    private static readonly string[] WidgetRoles =
    [
        "button", "checkbox", "combobox", "gridcell", "link", "listbox", "menu", "menubar", "menuitem", "menuitemcheckbox", "menuitemradio", "option", "progressbar", "radio", "radiogroup", "scrollbar",
        "searchbox", "slider", "spinbutton", "switch", "tab", "tablist", "tabpanel", "textbox", "tree", "treegrid", "treeitem", "dialog", "alertdialog", "tooltip", "grid",
    ];

    /// <summary>What names an element, or its role.</summary>
    private static readonly string[] UndefinedStates = ["aria-checked", "aria-expanded", "aria-grabbed", "aria-hidden", "aria-orientation", "aria-pressed", "aria-selected"];

    private static readonly string[] NamingAttributes = ["aria-label", "aria-labelledby", "aria-roledescription", "aria-braillelabel", "aria-brailleroledescription"];

    /// <summary>Roles that are of no use without a name (WAI-ARIA 1.2, accessible name required); fields are theme 11's.</summary>
    private static readonly string[] NamedRoles = ["menuitem", "menuitemcheckbox", "menuitemradio", "tab", "treeitem", "dialog", "alertdialog"];

    /// <summary>Rules of axe whose violation is a failure of 7.1.1.</summary>
    private static readonly string[] SoundRules =
    [
        "aria-allowed-attr", "aria-conditional-attr", "aria-deprecated-role", "aria-prohibited-attr", "aria-required-attr", "aria-roles", "aria-tab-name", "aria-toggle-field-name",
        "aria-valid-attr", "aria-valid-attr-value", "nested-interactive",
    ];

    /// <summary>Parents and children of roles: lists belong to 9.3, the others here.</summary>
    private static readonly string[] StructureRules = ["aria-required-children", "aria-required-parent"];

    /// <summary>Names of components: 7.1.3.</summary>
    private static readonly string[] NameRules = ["aria-dialog-name", "aria-tooltip-name", "aria-treeitem-name", "summary-name"];

    public static IReadOnlyList<RgaaCheck> Checks { get; } =
    [
        new("7.1.1", ComponentsAreCompatible),
        new("7.1.2", page => NothingScripted(page) ?? CheckResult.Review("restitution par les technologies d'assistance : à essayer", "rendering by assistive technology: to be tried")),
        new("7.1.3", ComponentsAreNamed),
        new("7.2.1", page => NothingScripted(page) ?? CheckResult.Review("une alternative sans script rend-elle le même service ?", "does an alternative without script give the same service?")),
        new("7.2.2", page => NothingScripted(page) ?? CheckResult.Review("un script met-il à jour l'alternative des éléments non textuels qu'il change ?", "does a script update the alternative of the non-text elements that it changes?")),
        new("7.3.1", HandlersAreReachable),
        new("7.3.2", FocusIsKept),
        new("7.4.1", ContextChangesAreAnnounced),
        new("7.5.1", page => NothingScripted(page) ?? StatusesAreAnnounced(page, FormMessages.IsStatus, "role=\"status\"")),
        new("7.5.2", page => NothingScripted(page) ?? AlertsAreAnnounced(page)),
        new("7.5.3", page => NothingScripted(page) ?? StatusesAreAnnounced(page, FormMessages.IsProgress, "role=\"log\", \"progressbar\" / \"status\"")),
    ];

    private static CheckResult? NothingScripted(AuditedPage page) => page.Scripts.AreNone ? CheckResult.NotApplicable : null;

    private static CheckResult ComponentsAreCompatible(AuditedPage page)
    {
        var found = CheckResult.Of(page.Elements.Where(page.Visibility.IsExposed), element => IsWellFormedAria(page, element))
            .With(AxeFindings.Failing(page, SoundRules, node => !IsHeadingWithoutLevel(page, node) && !SaysUndefined(page, node)))
            .With(AxeFindings.Failing(page, StructureRules, node => !IsList(page, node)))
            .With(CheckResult.Of(page.Elements.Where(element => ActsOnClick(page, element) && !IsControl(element)), element => HasRoleAndName(page, element)))
            .With(CheckResult.Of((page.Rendered?.StaleStates ?? []).Select(number => page.Numbered(number)).OfType<IElement>().Distinct(),
                _ => Verdict.Fail("état aria-expanded qui reste à « false » quand le contenu est affiché", "aria-expanded state that stays \"false\" while the content is shown")))
            .With(CheckResult.ReviewEach((page.Rendered?.Buttons ?? []).Where(button => button is { OpensUntold: true, Form: not null }).Select(button => page.Numbered(button.Form!.Value)).OfType<IElement>().Distinct(),
                "bouton qui affiche un contenu masqué : ni son nom ni un état (aria-expanded) ne disent qu'il est ouvert", "button that shows hidden content: neither its name nor a state (aria-expanded) tells that it is open"));
        if (found.Outcome is not RgaaOutcome.NotApplicable)
            return found;
        var components = page.Elements.Where(element => element.HasRole(WidgetRoles) || IsControl(element)).ToList();
        if (page.Scripts.AreNone)
            return components.Exists(element => element.HasRole(WidgetRoles)) ? Open(components.Count) : CheckResult.NotApplicable;
        return Open(components.Count);
    }

    private static CheckResult Open(int components) =>
        CheckResult.Review("nom, rôle, valeur et états de chaque composant : à vérifier", "name, role, value and states of each component: to be checked", components);

    /// <summary>Names that ARIA does not define, and focusable parts of components whose parts are not told apart.</summary>
    private static Verdict IsWellFormedAria(AuditedPage page, IElement element)
    {
        if (element.Has("role") && element.Role() is null)
            return Verdict.Fail($"rôle inconnu : « {element.GetAttribute("role")} »", $"unknown role: \"{element.GetAttribute("role")}\"");
        if (element.Attributes.FirstOrDefault(attribute => attribute.Name.StartsWith("aria-", StringComparison.Ordinal) && !AriaVocabulary.IsAttribute(attribute.Name)) is { } unknown)
            return Verdict.Fail($"attribut ARIA inconnu : {unknown.Name}", $"unknown ARIA attribute: {unknown.Name}");
        if (AriaVocabulary.ForbidsNames(element) && NamingAttributes.FirstOrDefault(element.HasAttribute) is { } forbidden)
            return Verdict.Fail($"attribut {forbidden} sur un élément dont le rôle interdit d'être nommé", $"attribute {forbidden} on an element whose role must not be named");
        var hidesParts = element.HasRole("button", "checkbox", "img", "image", "math", "menuitemcheckbox", "menuitemradio", "option", "progressbar", "radio", "scrollbar", "separator", "slider", "switch", "tab")
            || (element.LocalName == "button" && element.Role() is null);
        return hidesParts && element.QuerySelectorAll("*").Any(part => part.IsFocusable() && !page.Visibility.IsHidden(part) && part.LocalName is not "area")
            ? Verdict.Fail("élément qui prend le focus dans un composant dont le contenu n'est pas restitué", "focusable element in a component whose content is not rendered")
            : Verdict.Skip;
    }

    /// <summary>Reported by 9.1.3.</summary>
    private static bool IsHeadingWithoutLevel(AuditedPage page, AxeNode node) => page.Numbered(node.Element) is { } element && element.HasRole("heading") && Headings.Level(element) is null;

    /// <summary>WAI-ARIA lists the word among the values of these states; whether it is meant is for a person to say.</summary>
    private static bool SaysUndefined(AuditedPage page, AxeNode node) => page.Numbered(node.Element) is { } element && UndefinedStates.Any(state => element.Is(state, "undefined"));

    /// <summary>Reported by 9.3.</summary>
    private static bool IsList(AuditedPage page, AxeNode node) => page.Numbered(node.Element) is { } element && element.HasRole("list", "listitem", "directory");

    private static Verdict HasRoleAndName(AuditedPage page, IElement element)
    {
        if (element.Role() is { } role && !element.IsPresentational())
            return !WidgetRoles.Contains(role, StringComparer.Ordinal) || page.Names.FromAnything(element) is not null
                ? Verdict.Review("composant piloté par un script", "component driven by a script")
                : Verdict.Fail("composant sans nom", "component without a name");
        if (HoldsControl(element))
            return Verdict.Review("gestionnaire sur un conteneur de composants", "handler on a container of components");
        // What is clicked is the component around it.
        if (StandsInControl(element))
            return Verdict.Skip;
        return Verdict.Fail("élément cliquable sans rôle", "clickable element without a role");
    }

    private static CheckResult ComponentsAreNamed(AuditedPage page)
    {
        var unnamedButtons = CheckResult.Of(page.Elements.Where(element => IsButton(element) && !IsInForm(element) && page.Visibility.IsExposed(element)), element =>
        {
            if (page.Names.FromAnything(element) is null && !element.Has("value"))
                return Verdict.Fail("bouton sans nom", "button without a name");
            var visible = element.LocalName == "input" ? "" : page.Names.VisibleText(element);
            // Where text makes the name, a title only adds to it.
            return visible.Length > 0 && page.Names.Aria(element) is { } name ? VisibleNames.Judge(page, visible, [name], element) : Verdict.Skip;
        });
        var found = AxeFindings.Failing(page, NameRules, _ => true)
            .With(AxeFindings.Failing(page, ["label-content-name-mismatch"], node => page.Numbered(node.Element) is { } element && !IsButton(element) && element.LocalName != "a" && !element.HasRole("link")))
            .With(unnamedButtons)
            .With(CheckResult.Of(page.Named("summary").Where(element => page.Visibility.IsExposed(element) && IsOfDetails(element) && page.Names.FromAnything(element) is null),
                _ => Verdict.Fail("summary sans nom", "summary without a name")))
            .With(CheckResult.Of(page.Elements.Where(element => element.HasRole(NamedRoles) && page.Visibility.IsExposed(element) && NameOf(page, element) is null),
                element => Verdict.Fail($"composant {element.Role()} sans nom", $"component {element.Role()} without a name")));
        if (found.Outcome is RgaaOutcome.NonCompliant or RgaaOutcome.NeedsReview)
            return found;
        var hasComponents = page.Elements.Any(element => element.HasRole(WidgetRoles) || (IsButton(element) && !IsInForm(element)));
        return page.Scripts.AreNone && !hasComponents
            ? CheckResult.NotApplicable
            : CheckResult.Review("nom et rôle de chaque composant sont-ils pertinents ?", "are the name and role of each component relevant?");
    }

    /// <summary>The content of a dialog is not its name.</summary>
    private static string? NameOf(AuditedPage page, IElement element) =>
        element.HasRole("dialog", "alertdialog") ? page.Names.Aria(element) ?? Naming.TitleAttribute(element) : page.Names.FromAnything(element);

    private static CheckResult HandlersAreReachable(AuditedPage page)
    {
        var mouse = page.Scripts.Handlers.Where(handler => ActingEvents.Contains(handler.Name, StringComparer.Ordinal)).Select(handler => handler.Element).Distinct()
            .Where(element => !page.Visibility.IsHidden(element));
        var found = CheckResult.Of(mouse, element =>
        {
            if (element.IsFocusable() || IsControl(element) || element.LocalName is "label" or "body" or "html" || StandsInControl(element))
                return Verdict.Review("l'action se fait-elle aussi au clavier ?", "can the action be done from the keyboard too?");
            return HoldsControl(element)
                ? Verdict.Review("gestionnaire sur un conteneur de composants", "handler on a container of components")
                : Verdict.Fail("action à la souris sur un élément que le clavier n'atteint pas", "mouse action on an element out of reach of the keyboard");
        });
        found = found.With(ScriptedHandlers(page)).With(OnlyForTheMouse(page))
            .With(AxeFindings.Failing(page, ["scrollable-region-focusable"], node => page.Numbered(node.Element) is not { } region || HidesContent(page, region)))
            // What lies behind an open dialog is out of reach on purpose.
            .With(page.Document.QuerySelector("dialog[open]") is null ? AxeFindings.Failing(page, ["frame-focusable-content"], _ => true) : CheckResult.NotApplicable);
        if (found.Outcome is not RgaaOutcome.NotApplicable)
            return found;
        return NothingScripted(page) ?? CheckResult.Review("gestionnaires posés par script : à essayer au clavier", "handlers set by script: to be tried from the keyboard");
    }

    /// <summary>Something to read or to see stands out of the region: where but its padding does, there is nothing to scroll to.</summary>
    private static bool HidesContent(AuditedPage page, IElement region) => page.BoxOf(region) is not { } box
        || region.QuerySelectorAll("*").Any(part => (part.LocalName is "img" or "svg" or "canvas" or "video" or "iframe" || part.ChildNodes.OfType<IText>().Any(text => Plain.HasLetterOrDigit(text.Data))) && page.Visibility.IsSeen(part)
            && page.BoxOf(part) is { Width: > 1, Height: > 1 } inner && (inner.X < box.X - 1 || inner.Y < box.Y - 1 || inner.Right > box.Right + 1 || inner.Bottom > box.Bottom + 1))
        || region.ChildNodes.OfType<IText>().Any(text => Plain.HasLetterOrDigit(text.Data));

    /// <summary>What scripts made clickable: the hand that the pointer becomes says that it is meant to be, and nothing in it or on it answers the keyboard.</summary>
    private static CheckResult ScriptedHandlers(AuditedPage page)
    {
        if (page.Rendered?.Listeners is not { } listeners)
            return CheckResult.NotApplicable;
        var byElement = listeners.Where(listener => listener.Element is not null).ToLookup(listener => listener.Element!.Value);
        var clickable = byElement.Where(group => group.Any(listener => ActingEvents.Contains("on" + listener.Type, StringComparer.Ordinal)))
            .Select(group => page.Numbered(group.Key)).OfType<IElement>().Where(element => page.Visibility.IsSeen(element) && element.LocalName is not ("body" or "html" or "label" or "form"));
        return CheckResult.Of(clickable, element =>
        {
            if (element.IsFocusable(orScripted: true) || IsControl(element) || StandsInControl(element))
                return Verdict.Skip;
            var own = byElement[page.NumberOf(element)!.Value].ToList();
            if (HoldsControl(element) || !own.Exists(listener => listener.LooksClickable) || own.Exists(listener => listener.Type.StartsWith("key", StringComparison.Ordinal)))
                return Verdict.Review("un script y écoute la souris : l'action se fait-elle aussi au clavier ?", "a script listens to the mouse there: can the action be done from the keyboard too?");
            return Verdict.Fail("action à la souris, posée par un script, sur un élément que le clavier n'atteint pas", "mouse action, set by a script, on an element out of reach of the keyboard");
        });
    }

    /// <summary>What the browser tried: a click changes the page, the keyboard does not.</summary>
    private static CheckResult OnlyForTheMouse(AuditedPage page)
    {
        // What changes by itself would be taken for an answer.
        if (page.Rendered is not { Idle.Changes.Count: 0 } rendered)
            return CheckResult.NotApplicable;
        var buttons = (rendered.Buttons ?? []).Where(button => button is { IsMouseOnly: true, Form: not null }).Select(button => new MouseOnly(button.Form!.Value, TakesFocus: true));
        var tried = (rendered.MouseOnly ?? []).Concat(buttons).DistinctBy(found => found.Element).Select(found => (Element: page.Numbered(found.Element), found.TakesFocus)).Where(found => found.Element is not null).ToDictionary(found => found.Element!, found => found.TakesFocus);
        return CheckResult.Of(tried.Keys, element => tried[element]
            ? Verdict.Fail("un clic change la page ; Entrée et Espace n'y font rien", "a click changes the page; Enter and Space do nothing")
            : Verdict.Fail("un clic change la page, sur un élément que le clavier n'atteint pas", "a click changes the page, on an element out of reach of the keyboard"));
    }

    private static CheckResult FocusIsKept(AuditedPage page)
    {
        var blurring = page.Scripts.Handlers.Where(handler => handler.Name == "onfocus" && handler.Code.Replace(" ", "", StringComparison.Ordinal).Contains("this.blur(", StringComparison.Ordinal))
            .Select(handler => handler.Element).Where(element => !page.Visibility.IsHidden(element)).ToList();
        if (blurring.Count > 0)
            return CheckResult.Of(blurring, _ => Verdict.Fail("le focus est retiré dès qu'il est pris", "the focus is removed as soon as it is taken"));
        return NothingScripted(page) ?? (page.Scripts.Mention(".blur(")
            ? CheckResult.Review("un script appelle blur : le focus est-il retiré à tort ?", "a script calls blur: is the focus wrongly removed?")
            : CheckResult.NotTested("demande de parcourir la page au clavier", "the page has to be walked through from the keyboard"));
    }

    private static CheckResult ContextChangesAreAnnounced(AuditedPage page)
    {
        string[] leaving = ["location", "submit(", "window.open", "navigate("];
        var changing = page.Scripts.Handlers
            .Where(handler => handler.Name is "onchange" or "onfocus" or "onblur" or "oninput" && leaving.Any(word => handler.Code.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Select(handler => handler.Element).Concat((page.Rendered?.LeavingLists ?? []).Select(number => page.Numbered(number)).OfType<IElement>())
            .Distinct().Where(element => !page.Visibility.IsHidden(element)).ToList();
        if (changing.Count > 0)
            return CheckResult.Of(changing, element => IsAnnounced(page, element)
                ? Verdict.Review("l'étiquette annonce-t-elle le changement de contexte ?", "does the label announce the change of context?")
                : Verdict.Fail("changement de contexte sans bouton ni avertissement", "change of context without a button or a warning"));
        return NothingScripted(page) ?? CheckResult.NotTested("demande d'agir sur chaque champ", "each field has to be acted on");
    }

    /// <summary>Messages of fault that forms showed when they were sent. Where the focus is led elsewhere, they may be read without being announced.</summary>
    private static CheckResult AlertsAreAnnounced(AuditedPage page)
    {
        var silent = Silent(page, page.Rendered?.Forms ?? [], trial => FormMessages.Errors(trial).Where(message => !message.IsLive && !FormMessages.MayTellSuccess(message)));
        return silent.Count > 0
            ? CheckResult.Of(silent.Keys, message => silent[message] is { IsAnnounced: true } || silent[message].MovesFocus
                ? Verdict.Review("message d'erreur apparu hors d'un role=\"alert\" : le focus y est-il conduit ?", "message of error that appeared outside a role=\"alert\": is the focus led to it?")
                : Verdict.Fail("message d'erreur apparu hors d'un role=\"alert\", sans que le focus ait bougé", "message of error that appeared outside a role=\"alert\", the focus unmoved"))
            : CheckResult.NotTested("demande de déclencher les messages d'alerte", "alerts have to be triggered");
    }

    /// <summary>Messages that appeared when forms were sent and buttons pressed, and that tell of a result or of progress.</summary>
    private static CheckResult StatusesAreAnnounced(AuditedPage page, Func<FormMessage, bool> concerns, string role)
    {
        var silent = Silent(page, [.. page.Rendered?.Forms ?? [], .. page.Rendered?.Buttons ?? []], trial => trial.Messages.Where(message => concerns(message) && !message.IsAnnounced));
        return silent.Count > 0
            ? CheckResult.Of(silent.Keys, message => silent[message].MovesFocus
                ? Verdict.Review($"message apparu hors d'un {role} : le focus y est-il conduit ?", $"message that appeared outside a {role}: is the focus led to it?")
                : Verdict.Fail($"message de statut apparu hors d'un {role}, sans que le focus ait bougé", $"status message that appeared outside a {role}, the focus unmoved"))
            : CheckResult.NotTested("demande de déclencher les messages de statut", "status messages have to be triggered");
    }

    private static Dictionary<IElement, (bool IsAnnounced, bool MovesFocus)> Silent(AuditedPage page, IReadOnlyList<FormTrial> trials, Func<FormTrial, IEnumerable<FormMessage>> silent) => trials
        .SelectMany(trial => silent(trial).Select(message => (Element: page.Numbered(message.Element), message.IsAnnounced, trial.MovesFocus)))
        .Where(message => message.Element is not null).DistinctBy(message => message.Element)
        .ToDictionary(message => message.Element!, message => (message.IsAnnounced, message.MovesFocus));

    /// <summary>Beginnings of words that tell, before a field is used, that it leads elsewhere.</summary>
    private static readonly string[] Warnings =
    [
        "automatique", "recharg", "nouvelle fenetre", "nouvelle page", "nouvel onglet", "redirig", "ouvre", "ouvrir", "ouverture", "envoie", "envoi du formulaire", "valide le formulaire", "change de page", "changer de page", "change la page",
        "mene a", "mene vers", "conduit a", "conduit vers", "affiche la page", "aussitot", "immediat", "des le choix", "des la selection", "automatically", "reload", "new window", "new tab", "new page", "redirect", "opens", "will open", "submits",
        "goes to", "takes you", "leads to", "immediately", "as soon as", "changes the page",
    ];

    private static bool IsAnnounced(AuditedPage page, IElement field)
    {
        var words = Plain.Words($"{FormFields.Name(page, field)} {page.Names.TextOfReferences(field, "aria-describedby")} {field.Closest("form, fieldset, p, div")?.TextContent}");
        return Warnings.Any(word => words.Contains(word, StringComparison.Ordinal));
    }

    private static bool ActsOnClick(AuditedPage page, IElement element) =>
        page.Scripts.Handlers.Any(handler => handler.Element == element && handler.Name is "onclick" or "onmousedown" or "onmouseup" && handler.Element == element) && element.LocalName is not ("body" or "html" or "label" or "form");

    private static bool IsControl(IElement element) =>
        element.LocalName is "button" or "input" or "select" or "textarea" or "summary" or "option" or "area" or "audio" or "video" || (element.LocalName == "a" && (element.HasAttribute("href") || element.HasAttribute("xlink:href")));

    /// <summary>A click on it is a click on what the keyboard reaches.</summary>
    private static bool StandsInControl(IElement element) => element.Ancestors().Any(around => around.IsFocusable() || IsControl(around) || around.LocalName == "label");

    private static bool HoldsControl(IElement element) => element.QuerySelector("a[href], button, input, select, textarea, summary, [tabindex]") is not null;

    private static bool IsButton(IElement element) => element.LocalName == "button" ? element.Role() is null or "button" : element.HasRole("button") || (element.LocalName == "input" && element.InputType() == "button");

    private static bool IsInForm(IElement element) => element.Closest("form, [role=form]") is not null || element.HasAttribute("form");

    private static bool IsOfDetails(IElement summary) => summary.ParentElement is { LocalName: "details" } details && details.Children.FirstOrDefault(child => child.LocalName == "summary") == summary;
}
