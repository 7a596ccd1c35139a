using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>
/// The library's stream filters under limits: the length of the chain, and what a stream inflates to, counted in a stream of its own before
/// the library inflates it into memory.
/// </summary>
internal sealed class BoundedFilters(DocumentLimits limits) : IFilterProvider
{
    private static readonly HashSet<string> Images = ["DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF"];

    private readonly IFilterProvider inner = DefaultFilterProvider.Instance;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bound(inner.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names)
    {
        // No pixel is ever decoded: dimensions come from the image's dictionary.
        if (names.Any(static n => Images.Contains(n.Data)))
            throw DocumentRefusedException.Limit("les images ne sont pas décodées", "images are not decoded");
        return Bound(inner.GetNamedFilters(names));
    }

    public IReadOnlyList<IFilter> GetAllFilters() => inner.GetAllFilters();

    private List<IFilter> Bound(IReadOnlyList<IFilter> filters)
    {
        if (filters.Count > limits.PdfFilters)
        {
            throw DocumentRefusedException.Limit(
                $"un flux enchaîne plus de {limits.PdfFilters} filtres", $"a stream chains more than {limits.PdfFilters} filters");
        }

        return [.. filters.Select(f => new Bounded(f, limits))];
    }

    private sealed class Bounded(IFilter filter, DocumentLimits limits) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            if (filter.GetType().Name.StartsWith("Flate", StringComparison.Ordinal) && Inflates(input) > limits.PdfStreamBytes)
                throw TooLarge();
            var decoded = filter.Decode(input, streamDictionary, filterProvider, filterIndex);
            return decoded.Length > limits.PdfStreamBytes ? throw TooLarge() : decoded;
        }

        private DocumentRefusedException TooLarge() => DocumentRefusedException.Limit(
            $"un flux dépasse {limits.PdfStreamBytes / 1_000_000} Mo une fois décodé", $"a stream decodes to more than {limits.PdfStreamBytes / 1_000_000} MB");

        private long Inflates(Memory<byte> input)
        {
            // Only streams that could pass the limit at deflate's best ratio (1:1032) are worth a count.
            if (input.Length * 1_032L <= limits.PdfStreamBytes)
                return 0;
            long total = 0;
            try
            {
                using var stream = new ZLibStream(new MemoryStream(input.ToArray(), writable: false), CompressionMode.Decompress);
                var buffer = new byte[65_536];
                int read;
                while ((read = stream.Read(buffer)) > 0 && total <= limits.PdfStreamBytes)
                    total += read;
            }
            catch (InvalidDataException)
            {
                // A damaged stream: the library recovers what it can, and its result is measured.
            }

            return total;
        }
    }
}
