using System.Buffers.Binary;
using UglyToad.PdfPig.Fonts;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>
/// Fonts used for text (clause 7.21), as far as their dictionaries tell: embedded, encoded, with a way to Unicode. Rules that need the glyphs
/// of a font program (presence, widths, subsets) are not checked.
/// </summary>
internal sealed class FontRules(PdfRuleContext context)
{
    public static readonly string[] Tests = ["7.21.3.2-1", "7.21.3.3-1", "7.21.4.1-1", "7.21.6-1", "7.21.6-2", "7.21.6-3", "7.21.6-4", "7.21.7-1"];

    private const int SymbolicFlag = 4;
    private const int NonsymbolicFlag = 32;

    /// <summary>Predefined character maps (ISO 32000-1, table 118), without their -H and -V endings.</summary>
    private static readonly HashSet<string> PredefinedMaps =
    [
        "Identity", "GB-EUC", "GBpc-EUC", "GBK-EUC", "GBKp-EUC", "GBK2K", "UniGB-UCS2", "UniGB-UTF16", "B5pc", "HKscs-B5", "ETen-B5", "ETenms-B5", "CNS-EUC", "UniCNS-UCS2",
        "UniCNS-UTF16", "83pv-RKSJ", "90ms-RKSJ", "90msp-RKSJ", "90pv-RKSJ", "Add-RKSJ", "EUC", "Ext-RKSJ", "UniJIS-UCS2", "UniJIS-UCS2-HW", "UniJIS-UTF16", "KSC-EUC", "KSCms-UHC",
        "KSCms-UHC-HW", "KSCpc-EUC", "UniKS-UCS2", "UniKS-UTF16",
    ];

    private readonly HashSet<DictionaryToken> seen = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<DictionaryToken> rendered = new(ReferenceEqualityComparer.Instance);
    private readonly PdfObjects objects = context.Objects;

    public void Use(DictionaryToken font, bool isRendered, PdfPage page)
    {
        if (seen.Add(font))
            CheckEncoding(font, page);
        // Text that is not rendered (mode 3, the layer under a scan) needs no font program.
        if (isRendered && rendered.Add(font))
            CheckEmbedding(font, page);
    }

    private void CheckEmbedding(DictionaryToken font, PdfPage page)
    {
        var subtype = objects.Name(font, "Subtype");
        if (subtype == "Type3")
            return;
        var descendant = subtype == "Type0" ? Descendant(font) : font;
        context.Demand(
            "7.21.4.1-1", Program(descendant) is not null, page.Place, $"la police {NameOf(font)} n'est pas incorporée", $"the font {NameOf(font)} is not embedded");
        if (subtype != "TrueType" || Program(font) is not { } program)
            return;
        var maps = CharacterMaps(objects.Decode(program));
        if (maps is null)
            return;
        var hasSymbolMap = maps.Contains((3, 0));
        if (IsSymbolic(font))
        {
            context.Demand(
                "7.21.6-4", maps.Count == 1 || hasSymbolMap, page.Place,
                $"la police symbolique {NameOf(font)} n'a pas la table de caractères voulue", $"the symbolic font {NameOf(font)} lacks the character map it needs");
        }
        else
        {
            context.Demand(
                "7.21.6-1", maps.Count > (hasSymbolMap ? 1 : 0), page.Place,
                $"la police {NameOf(font)} n'a pas de table de caractères non symbolique", $"the font {NameOf(font)} has no non-symbolic character map");
        }
    }

    private void CheckEncoding(DictionaryToken font, PdfPage page)
    {
        var subtype = objects.Name(font, "Subtype");
        var name = NameOf(font);
        if (subtype == "Type0")
        {
            CheckComposite(font, page, name);
        }
        else if (subtype == "TrueType")
        {
            var encoding = objects.Entry(font, "Encoding");
            if (IsSymbolic(font))
                context.Demand("7.21.6-3", encoding is null, page.Place, $"la police symbolique {name} a un encodage", $"the symbolic font {name} has an encoding");
            else
                context.Demand("7.21.6-2", HasStandardEncoding(font), page.Place, $"l'encodage de la police {name} n'est pas standard", $"the encoding of the font {name} is no standard one");
        }

        context.Demand(
            "7.21.7-1", MapsToUnicode(font, subtype), page.Place, $"la police {name} ne dit pas quels caractères elle écrit", $"the font {name} does not tell which characters it writes");
    }

    private void CheckComposite(DictionaryToken font, PdfPage page, string name)
    {
        var descendant = Descendant(font);
        if (objects.Name(descendant, "Subtype") == "CIDFontType2" && Program(descendant) is not null)
        {
            var map = objects.Entry(descendant, "CIDToGIDMap");
            context.Demand("7.21.3.2-1", map is NameToken or StreamToken, page.Place, $"la police {name} n'a pas de CIDToGIDMap", $"the font {name} has no CIDToGIDMap");
        }

        if (objects.Entry(font, "Encoding") is NameToken encoding)
        {
            context.Demand(
                "7.21.3.3-1", IsPredefined(encoding.Data), page.Place, $"la table {Excerpt.Of(encoding.Data)} n'est ni prédéfinie ni incorporée",
                $"the character map {Excerpt.Of(encoding.Data)} is neither predefined nor embedded");
        }
    }

    private static bool IsPredefined(string map) =>
        map is "H" or "V" || (map.Length > 2 && map[^2] == '-' && map[^1] is 'H' or 'V' && PredefinedMaps.Contains(map[..^2]));

    private bool HasStandardEncoding(DictionaryToken font) => objects.Entry(font, "Encoding") switch
    {
        NameToken { Data: "MacRomanEncoding" or "WinAnsiEncoding" } => true,
        DictionaryToken encoding => objects.Name(encoding, "BaseEncoding") is "MacRomanEncoding" or "WinAnsiEncoding" && DifferencesAreKnown(encoding),
        _ => false,
    };

    private bool DifferencesAreKnown(DictionaryToken encoding) =>
        objects.Array(encoding, "Differences").Select(objects.Resolve).OfType<NameToken>().All(static n => n.Data == ".notdef" || IsKnownGlyph(n.Data));

    private static bool IsKnownGlyph(string name)
    {
        try
        {
            return !string.IsNullOrEmpty(GlyphList.AdobeGlyphList.NameToUnicode(name));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return false;
        }
    }

    /// <summary>A ToUnicode map, or one of the ways that clause 7.21.7 accepts instead.</summary>
    private bool MapsToUnicode(DictionaryToken font, string? subtype)
    {
        if (objects.Entry(font, "ToUnicode") is not null)
            return true;
        if (subtype == "Type0")
        {
            var ordering = objects.Text(objects.Dictionary(Descendant(font), "CIDSystemInfo"), "Ordering");
            return ordering is "GB1" or "CNS1" or "Japan1" or "Korea1"
                || (objects.Entry(font, "Encoding") is NameToken { Data: var map } && IsPredefined(map) && !map.StartsWith("Identity", StringComparison.Ordinal));
        }

        return objects.Entry(font, "Encoding") switch
        {
            NameToken { Data: "MacRomanEncoding" or "WinAnsiEncoding" or "MacExpertEncoding" or "StandardEncoding" } => true,
            DictionaryToken encoding => DifferencesAreKnown(encoding),
            // The names of a Type 1 font's own encoding are in its program, which is not read: no accusation. A symbolic TrueType has no names.
            _ => subtype is "Type1" or "MMType1",
        };
    }

    private DictionaryToken? Descendant(DictionaryToken font) =>
        objects.Array(font, "DescendantFonts") is [var first, ..] ? objects.Resolve(first) as DictionaryToken : null;

    private IToken? Program(DictionaryToken? font)
    {
        var descriptor = objects.Dictionary(font, "FontDescriptor");
        return PdfObjects.Raw(descriptor, "FontFile") ?? PdfObjects.Raw(descriptor, "FontFile2") ?? PdfObjects.Raw(descriptor, "FontFile3");
    }

    private bool IsSymbolic(DictionaryToken font)
    {
        var flags = objects.Integer(objects.Dictionary(font, "FontDescriptor"), "Flags") ?? 0;
        return (flags & SymbolicFlag) != 0 && (flags & NonsymbolicFlag) == 0;
    }

    private string NameOf(DictionaryToken font) => Excerpt.Of(objects.Name(font, "BaseFont") ?? objects.Name(font, "Name") ?? "?");

    /// <summary>The (platform, encoding) pairs of a TrueType program's cmap table; null when the program cannot be read or has none.</summary>
    private static HashSet<(int Platform, int Encoding)>? CharacterMaps(byte[]? program)
    {
        if (program is null || program.Length < 12)
            return null;
        var tables = BinaryPrimitives.ReadUInt16BigEndian(program.AsSpan(4));
        for (var i = 0; i < tables && 12 + (i + 1) * 16 <= program.Length; i++)
        {
            var record = program.AsSpan(12 + i * 16, 16);
            if (!record[..4].SequenceEqual("cmap"u8))
                continue;
            var offset = BinaryPrimitives.ReadUInt32BigEndian(record[8..]);
            return offset + 4 <= program.Length ? PairsAt(program.AsSpan((int)offset)) : null;
        }

        return [];
    }

    private static HashSet<(int Platform, int Encoding)> PairsAt(ReadOnlySpan<byte> table)
    {
        var pairs = new HashSet<(int, int)>();
        var count = BinaryPrimitives.ReadUInt16BigEndian(table[2..]);
        for (var i = 0; i < count && 4 + (i + 1) * 8 <= table.Length; i++)
            pairs.Add((BinaryPrimitives.ReadUInt16BigEndian(table[(4 + i * 8)..]), BinaryPrimitives.ReadUInt16BigEndian(table[(6 + i * 8)..])));
        return pairs;
    }
}
