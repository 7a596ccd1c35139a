using System.Globalization;
using System.Text;

namespace AuditService.Tests.Collectors.Documents;

/// <summary>
/// A tagged, one-page French PDF on which no rule speaks, object by object. The font is a Type 3 one, which needs no embedded program. Tests
/// replace or add objects; the cross-reference table is computed.
/// </summary>
internal sealed class SomePdf
{
    public const string French = "Ce rapport presente les travaux qui ont ete menes dans le cadre du projet avec les resultats obtenus et les limites de la methode.";

    private readonly SortedDictionary<int, byte[]> objects = [];

    public SomePdf()
    {
        this[1] = "<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >> /Metadata 5 0 R /StructTreeRoot 6 0 R >>";
        this[2] = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
        this[3] = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 9 0 R >> >> /StructParents 0 >>";
        Stream(4, $"/H1 <</MCID 0>> BDC BT /F1 20 Tf 50 780 Td (Introduction) Tj ET EMC /P <</MCID 1>> BDC BT /F1 11 Tf 50 740 Td ({French}) Tj ET EMC "
            + "/Artifact BMC BT /F1 8 Tf 300 20 Td (1) Tj ET EMC");
        Stream(5, Xmp("Rapport du projet", "1"), "/Type /Metadata /Subtype /XML");
        this[6] = "<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [0 [8 0 R 10 0 R]] >> >>";
        this[7] = "<< /Type /StructElem /S /Document /P 6 0 R /K [8 0 R 10 0 R] >>";
        this[8] = "<< /Type /StructElem /S /H1 /P 7 0 R /Pg 3 0 R /K 0 >>";
        this[9] = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a 11 0 R >> /Encoding << /Type /Encoding /Differences [32 "
            + string.Concat(Enumerable.Repeat("/a ", 95)) + "] >> /FirstChar 32 /LastChar 126 /Widths [" + string.Concat(Enumerable.Repeat("500 ", 95)) + "] /ToUnicode 12 0 R /Resources << >> >>";
        this[10] = "<< /Type /StructElem /S /P /P 7 0 R /Pg 3 0 R /K 1 >>";
        Stream(11, "500 0 0 0 400 700 d1 0 0 400 700 re f");
        Stream(12, "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <0020> endbfrange endcmap end end");
    }

    public string Header { get; set; } = "%PDF-1.7";

    public string Trailer { get; set; } = string.Empty;

    public string this[int number]
    {
        get => Encoding.Latin1.GetString(objects[number]);
        set => objects[number] = Encoding.Latin1.GetBytes(value);
    }

    public static string Xmp(string title, string? part, string prefix = "pdfuaid") =>
        $"""
        <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:{prefix}="http://www.aiim.org/pdfua/ns/id/">
        {(title.Length > 0 ? $"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>" : string.Empty)}
        {(part is null ? string.Empty : $"<{prefix}:part>{part}</{prefix}:part>")}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
        """;

    public SomePdf With(Action<SomePdf> change)
    {
        change(this);
        return this;
    }

    public SomePdf Replace(int number, string what, string by)
    {
        Assert.Contains(what, this[number], StringComparison.Ordinal);
        this[number] = this[number].Replace(what, by, StringComparison.Ordinal);
        return this;
    }

    public SomePdf Stream(int number, string content, string entries = "") => Stream(number, Encoding.Latin1.GetBytes(content), entries);

    public SomePdf Stream(int number, byte[] content, string entries = "")
    {
        objects[number] = [.. Encoding.Latin1.GetBytes($"<< {entries} /Length {content.Length} >>\nstream\n"), .. content, .. "\nendstream"u8];
        return this;
    }

    /// <summary>Adds structure elements below the document, written as a tree: <c>Table(TR(TH,TD))</c>; each leaf may carry entries after a colon.</summary>
    public SomePdf Tags(string tree)
    {
        var next = 100;
        var top = Parse(tree, ref next, 7);
        return Replace(7, "/K [8 0 R 10 0 R]", $"/K [8 0 R 10 0 R {string.Join(' ', top.Select(static n => $"{n} 0 R"))}]");
    }

    public byte[] Build()
    {
        using var file = new MemoryStream();
        Write(file, $"{Header}\n%\u00e2\u00e3\u00cf\u00d3\n");
        var offsets = new Dictionary<int, long>();
        foreach (var (number, content) in objects)
        {
            offsets[number] = file.Position;
            Write(file, $"{number} 0 obj\n");
            file.Write(content);
            Write(file, "\nendobj\n");
        }

        var start = file.Position;
        var size = objects.Keys.Max() + 1;
        Write(file, $"xref\n0 {size}\n0000000000 65535 f \n");
        for (var number = 1; number < size; number++)
            Write(file, offsets.TryGetValue(number, out var offset) ? string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n") : "0000000000 65535 f \n");
        Write(file, $"trailer\n<< /Size {size} /Root 1 0 R {Trailer} >>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();
    }

    private static void Write(Stream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));

    /// <summary>name[entries](child,child): entries are copied into the element's dictionary.</summary>
    private List<int> Parse(string tree, ref int next, int parent)
    {
        var numbers = new List<int>();
        foreach (var (name, entries, children) in Split(tree))
        {
            var number = next++;
            numbers.Add(number);
            var kids = children.Length == 0 ? [] : Parse(children, ref next, number);
            this[number] = $"<< /Type /StructElem /S /{name} /P {parent} 0 R {(kids.Count > 0 ? $"/K [{string.Join(' ', kids.Select(static k => $"{k} 0 R"))}]" : string.Empty)} {entries} >>";
        }

        return numbers;
    }

    private static IEnumerable<(string Name, string Entries, string Children)> Split(string tree)
    {
        var i = 0;
        while (i < tree.Length)
        {
            var start = i;
            while (i < tree.Length && tree[i] is not ('(' or '{' or ','))
                i++;
            var name = tree[start..i].Trim();
            var entries = string.Empty;
            var children = string.Empty;
            if (i < tree.Length && tree[i] == '{')
            {
                var end = tree.IndexOf('}', i);
                entries = tree[(i + 1)..end];
                i = end + 1;
            }

            if (i < tree.Length && tree[i] == '(')
            {
                var depth = 1;
                var from = ++i;
                for (; depth > 0; i++)
                    depth += tree[i] == '(' ? 1 : tree[i] == ')' ? -1 : 0;
                children = tree[from..(i - 1)];
            }

            if (i < tree.Length && tree[i] == ',')
                i++;
            yield return (name, entries, children);
        }
    }
}
