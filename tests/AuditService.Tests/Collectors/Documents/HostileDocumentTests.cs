using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using AuditService.Collectors.Documents;
using AuditService.Core.Facts;
using CsCheck;

namespace AuditService.Tests.Collectors.Documents;

/// <summary>Whatever the bytes are, the answer is a reading within its limits.</summary>
public sealed class HostileDocumentTests
{
    private const string ContentTypes =
        """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""";

    private const string Relationships =
        """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x/officeDocument" Target="word/document.xml"/></Relationships>""";

    private static readonly DocumentLimits Small = new() { InflatedBytes = 3_000_000, InflationGrace = 1_000_000, XmlCharacters = 900_000, XmlNodes = 20_000, ArchiveEntries = 100 };

    [Fact]
    public void A_part_that_inflates_beyond_the_ratio_is_refused() =>
        Assert.Contains("inflates", Refused(Docx(new string(' ', 2_500_000))), StringComparison.Ordinal);

    [Fact]
    public void Parts_that_inflate_together_beyond_the_total_are_refused()
    {
        var noise = new byte[1_500_000];
        new Random(7).NextBytes(noise);
        var text = Convert.ToHexString(noise);

        Assert.Contains("more than 3 MB", Refused(Docx($"<w:document xmlns:w=\"x\">{text}</w:document>")), StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_entries_are_refused_before_any_is_opened() =>
        Assert.Contains("entries", Refused(Zipped.Of([("[Content_Types].xml", ContentTypes), .. Enumerable.Range(0, 10_000).Select(i => ($"a{i}", ""))])), StringComparison.Ordinal);

    [Fact]
    public void Two_entries_of_one_name_are_refused() =>
        Assert.Contains("two entries", Refused(Zipped.Of(("[Content_Types].xml", ContentTypes), ("word/document.xml", "<a/>"), ("WORD/document.xml", "<b/>"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("""<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>""")]
    [InlineData("""<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>""")]
    [InlineData("<a><b></a>")]
    [InlineData("")]
    public void A_document_type_or_broken_markup_is_refused(string xml) => Assert.NotEmpty(Refused(Docx(xml)));

    [Fact]
    public void Deep_nesting_and_many_nodes_are_refused()
    {
        Assert.Contains("nests deeper", Refused(Docx(string.Concat(Enumerable.Repeat("<a>", 5_000)))), StringComparison.Ordinal);
        Assert.Contains("more than 20000", Refused(Docx($"<a>{string.Concat(Enumerable.Repeat("<b/>", 30_000))}</a>")), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_beyond_the_limit_is_counted_not_kept()
    {
        var reading = DocumentReader.Read("t.txt", Encoding.UTF8.GetBytes(string.Join("\n\n", Enumerable.Repeat("un deux trois", 100))), new DocumentLimits { TextCharacters = 130 });

        Assert.Equal(300, reading.Words);
        Assert.Equal(10, reading.Paragraphs.Count);
        Assert.Contains("130", Assert.Single(reading.Limits).En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_larger_than_the_limit_is_refused_by_limit()
    {
        var reading = DocumentReader.Read("t.txt", new byte[2_000].AsMemory(), new DocumentLimits { FileBytes = 1_000 });

        Assert.Equal(UnavailableBecause.RefusedByLimit, reading.Unreadable!.Because);
    }

    [Fact]
    public void A_page_tree_that_calls_itself_ends()
    {
        var pdf = new SomePdf().With(static p =>
        {
            p[2] = "<< /Type /Pages /Kids [3 0 R 2 0 R 20 0 R] /Count 3 >>";
            p[20] = "<< /Type /Pages /Kids [20 0 R 2 0 R] /Count 1 >>";
        });

        Assert.True(Readings.Read(pdf.Build()).Pages >= 1);
    }

    [Fact]
    public void A_structure_tree_that_calls_itself_ends()
    {
        var pdf = new SomePdf().Replace(10, "/K 1", "/K [1 7 0 R 10 0 R]");

        Assert.Null(Readings.Read(pdf.Build()).Unreadable);
    }

    [Fact]
    public void A_form_that_draws_itself_ends_in_bounded_time()
    {
        var pdf = new SomePdf().Replace(3, "/Font <<", "/XObject << /X 30 0 R >> /Font <<")
            .Stream(30, string.Concat(Enumerable.Repeat("/X Do ", 50)), "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 30 0 R >> >>")
            .Stream(4, "/X Do");
        var before = Process.GetCurrentProcess().TotalProcessorTime;

        var reading = DocumentReader.Read("x.pdf", pdf.Build());

        Assert.Null(reading.Unreadable);
        Assert.True(Process.GetCurrentProcess().TotalProcessorTime - before < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_pdf_stream_that_decodes_beyond_the_limit_is_not_read()
    {
        using var bomb = new MemoryStream();
        using (var deflate = new ZLibStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var i = 0; i < 80; i++)
                deflate.Write(new byte[1_000_000]);
        }

        var pdf = new SomePdf().Stream(5, bomb.ToArray(), "/Type /Metadata /Subtype /XML /Filter /FlateDecode");

        Readings.Read(pdf.Build()).Only("PDFUA1-7.1-8");
    }

    [Fact]
    public void Mutated_documents_always_give_a_reading()
    {
        byte[][] seeds = [SomeWord.Clean(), new SomeSlides().Build(), new SomePdf().Build(), Encoding.UTF8.GetBytes("# Titre\n\n| a | b |\n|---|---|\n| [x](y) | ![z](w) |")];
        var mutation = Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Int[0, 3], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Byte);

        mutation.Sample(
            m => Assert.NotNull(DocumentReader.Read("x", Mutate(seeds[m.Item1], m.Item2, m.Item3, m.Item4, m.Item5), Small)),
            iter: 300, threads: 1);
    }

    [Fact]
    public void The_same_bytes_give_the_same_reading()
    {
        var content = SomeWord.Ending(SomeWord.Heading(3, "Trop profond"), SomeWord.Picture(""), SomeWord.Text(SomeWord.English));

        Assert.Equal(Described(Readings.Read(content)), Described(Readings.Read(content)));
    }

    private static string Described(DocumentReading reading) => string.Join('\n', reading.Observations.Select(o => $"{o.Rule} {o.Outcome} {o.Count} {string.Join(';', o.Sightings)}"));

    private static byte[] Mutate(byte[] seed, int kind, double where, double length, byte value)
    {
        var at = (int)(where * (seed.Length - 1));
        var size = (int)(length * (seed.Length - at));
        var copy = (byte[])seed.Clone();
        switch (kind)
        {
            case 0:
                copy[at] ^= (byte)(value | 1);
                return copy;
            case 1:
                return copy[..at];
            case 2:
                return [.. copy[..at], .. copy[(at + size)..]];
            default:
                return [.. copy[..at], .. copy[at..(at + size)], .. copy[at..]];
        }
    }

    private static byte[] Docx(string document) => Zipped.Of(("[Content_Types].xml", ContentTypes), ("_rels/.rels", Relationships), ("word/document.xml", document));

    private static string Refused(byte[] content)
    {
        var reading = DocumentReader.Read("x.docx", content, Small);
        Assert.NotNull(reading.Unreadable);
        return reading.Unreadable.Detail.En;
    }
}
