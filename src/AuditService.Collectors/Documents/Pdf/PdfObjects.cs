using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace AuditService.Collectors.Documents.Pdf;

/// <summary>The objects of a PDF by name and reference. Whatever is missing, damaged or circular is null: a rule never meets an exception here.</summary>
internal sealed class PdfObjects(PdfDocument document)
{
    private const int LongestReferenceChain = 16;

    public PdfDocument Document { get; } = document;

    public DictionaryToken Catalog { get; } = CatalogOf(document);

    public ILookupFilterProvider Filters => Document.Structure.FilterProvider;

    /// <summary>The object behind a reference; the token itself when it is none.</summary>
    public IToken? Resolve(IToken? token)
    {
        for (var i = 0; i < LongestReferenceChain; i++)
        {
            switch (token)
            {
                case IndirectReferenceToken reference:
                    token = Get(reference.Data);
                    break;
                case ObjectToken indirect:
                    token = indirect.Data;
                    break;
                case NullToken:
                    return null;
                default:
                    return token;
            }
        }

        return null;
    }

    public IToken? Entry(DictionaryToken? dictionary, string key) =>
        dictionary is not null && dictionary.Data.TryGetValue(key, out var token) ? Resolve(token) : null;

    /// <summary>The entry as it is written: a reference stays a reference.</summary>
    public static IToken? Raw(DictionaryToken? dictionary, string key) =>
        dictionary is not null && dictionary.Data.TryGetValue(key, out var token) ? token : null;

    public DictionaryToken? Dictionary(DictionaryToken? dictionary, string key) => AsDictionary(Entry(dictionary, key));

    /// <summary>A dictionary, or that of a stream.</summary>
    public static DictionaryToken? AsDictionary(IToken? token) => token switch
    {
        DictionaryToken dictionary => dictionary,
        StreamToken stream => stream.StreamDictionary,
        _ => null,
    };

    public string? Name(DictionaryToken? dictionary, string key) => (Entry(dictionary, key) as NameToken)?.Data;

    /// <summary>A text string, without trailing NULs.</summary>
    public string? Text(DictionaryToken? dictionary, string key) => AsText(Entry(dictionary, key));

    public static string? AsText(IToken? token) => token is NameToken ? null : (token as IDataToken<string>)?.Data.TrimEnd('\0');

    public int? Integer(DictionaryToken? dictionary, string key) =>
        Entry(dictionary, key) is NumericToken { Data: >= int.MinValue and <= int.MaxValue } number ? (int)number.Data : null;

    public bool? Boolean(DictionaryToken? dictionary, string key) => (Entry(dictionary, key) as BooleanToken)?.Data;

    /// <summary>The elements of an array, references as they are written; empty when there is no array.</summary>
    public IReadOnlyList<IToken> Array(DictionaryToken? dictionary, string key) => Entry(dictionary, key) is ArrayToken array ? array.Data : [];

    /// <summary>An array's elements, or the single value itself; references as they are written.</summary>
    public IReadOnlyList<IToken> Many(DictionaryToken? dictionary, string key) => Entry(dictionary, key) switch
    {
        null => [],
        ArrayToken array => array.Data,
        _ => [Raw(dictionary, key)!],
    };

    /// <summary>The decoded bytes of a stream, or null.</summary>
    public byte[]? Decode(IToken? token)
    {
        if (Resolve(token) is not StreamToken stream)
            return null;
        try
        {
            return stream.Decode(Filters, Document.Structure.TokenScanner).ToArray();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>The number by which an indirect object is known; null for a direct one.</summary>
    public static IndirectReference? Reference(IToken? token) => (token as IndirectReferenceToken)?.Data;

    /// <summary>The values of a number tree (ISO 32000-1, 7.9.7) by key.</summary>
    public Dictionary<int, IToken> NumberTree(DictionaryToken? root, int most)
    {
        var found = new Dictionary<int, IToken>();
        foreach (var leaf in Leaves(root, "Nums", most))
        {
            for (var i = 0; i + 1 < leaf.Count && found.Count < most; i += 2)
            {
                if (Resolve(leaf[i]) is NumericToken { Data: >= 0 and <= int.MaxValue } key)
                    found.TryAdd((int)key.Data, leaf[i + 1]);
            }
        }

        return found;
    }

    /// <summary>The names and values of a name tree (ISO 32000-1, 7.9.6).</summary>
    public IEnumerable<(string Name, IToken Value)> NameTree(DictionaryToken? root, int most)
    {
        foreach (var leaf in Leaves(root, "Names", most))
        {
            for (var i = 0; i + 1 < leaf.Count; i += 2)
            {
                if (AsText(Resolve(leaf[i])) is { } name)
                    yield return (name, leaf[i + 1]);
            }
        }
    }

    private IEnumerable<IReadOnlyList<IToken>> Leaves(DictionaryToken? root, string key, int most)
    {
        var visited = new HashSet<IndirectReference>();
        var pending = new Stack<DictionaryToken>();
        if (root is not null)
            pending.Push(root);
        for (var nodes = 0; nodes < most && pending.TryPop(out var node); nodes++)
        {
            if (Array(node, key) is { Count: > 0 } leaf)
                yield return leaf;
            foreach (var kid in Array(node, "Kids").Reverse())
            {
                if ((Reference(kid) is not { } reference || visited.Add(reference)) && AsDictionary(Resolve(kid)) is { } child)
                    pending.Push(child);
            }
        }
    }

    /// <summary>
    /// The library reads the catalog before it has the key of a protected file, and keeps it so: its strings would be judged in cipher. It is read again at
    /// its place, now with the key.
    /// </summary>
    private static DictionaryToken CatalogOf(PdfDocument document)
    {
        var structure = document.Structure;
        if (!document.IsEncrypted)
            return structure.Catalog.CatalogDictionary;
        try
        {
            var scanner = structure.TokenScanner;
            if (structure.CrossReferenceTable.ObjectOffsets.TryGetValue(structure.Trailer.Root, out var place) && place.Type == XrefEntryType.File)
            {
                scanner.Seek(place.Value1);
                if (scanner.MoveNext() && scanner.CurrentToken is ObjectToken { Data: DictionaryToken again } found && found.Number.Equals(structure.Trailer.Root))
                    return again;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return structure.Catalog.CatalogDictionary;
        }

        return structure.Catalog.CatalogDictionary;
    }

    private IToken? Get(IndirectReference reference)
    {
        try
        {
            return Document.Structure.TokenScanner.Get(reference)?.Data;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }
}
