using System.Collections.Frozen;
using AngleSharp.Dom;

namespace AuditService.Collectors.WebPages.Dom;

/// <summary>Names that WAI-ARIA 1.2 (with the additions of 1.3), DPUB-ARIA 1.1 and Graphics-ARIA define.</summary>
internal static class AriaVocabulary
{
    private static readonly FrozenSet<string> Roles = (
        "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox comment complementary contentinfo definition deletion dialog directory document emphasis feed figure "
        + "form generic grid gridcell group heading image img insertion link list listbox listitem log main mark marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation "
        + "progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox sectionfooter sectionheader separator slider spinbutton status strong subscript suggestion superscript switch tab table tablist tabpanel term text textbox "
        + "time timer toolbar tooltip tree treegrid treeitem "
        + "doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-backlink doc-biblioentry doc-bibliography doc-biblioref doc-chapter doc-colophon doc-conclusion doc-cover doc-credit doc-credits doc-dedication doc-endnote "
        + "doc-endnotes doc-epigraph doc-epilogue doc-errata doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index doc-introduction doc-noteref doc-notice doc-pagebreak doc-pagefooter doc-pageheader doc-pagelist "
        + "doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-subtitle doc-tip doc-toc graphics-document graphics-object graphics-symbol").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Attributes = (
        "aria-activedescendant aria-atomic aria-autocomplete aria-braillelabel aria-brailleroledescription aria-busy aria-checked aria-colcount aria-colindex aria-colindextext aria-colspan aria-controls aria-current aria-describedby "
        + "aria-description aria-details aria-disabled aria-dropeffect aria-errormessage aria-expanded aria-flowto aria-grabbed aria-haspopup aria-hidden aria-invalid aria-keyshortcuts aria-label aria-labelledby aria-level aria-live "
        + "aria-modal aria-multiline aria-multiselectable aria-orientation aria-owns aria-placeholder aria-posinset aria-pressed aria-readonly aria-relevant aria-required aria-roledescription aria-rowcount aria-rowindex aria-rowindextext "
        + "aria-rowspan aria-selected aria-setsize aria-sort aria-valuemax aria-valuemin aria-valuenow aria-valuetext").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Roles whose naming authors are forbidden (WAI-ARIA 1.2, 5.2.8.6).</summary>
    private static readonly FrozenSet<string> Nameless = "caption code deletion emphasis generic insertion none paragraph presentation strong subscript superscript".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Elements that have such a role by themselves (HTML-AAM).</summary>
    private static readonly FrozenSet<string> NamelessElements = "b bdi bdo caption code data del div em i ins p pre q s samp small span strong sub sup u".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static bool ForbidsNames(IElement element) =>
        element.Role() is { } role ? Nameless.Contains(role) && !element.IsFocusable(orScripted: true)
        : element.IsHtml() && NamelessElements.Contains(element.LocalName) && !element.IsFocusable(orScripted: true) && !element.HasAttribute("popover");

    public static bool IsRole(string name) => Roles.Contains(name);

    public static bool IsAttribute(string name) => Attributes.Contains(name);
}
