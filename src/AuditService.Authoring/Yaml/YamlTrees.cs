using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AuditService.Core;

namespace AuditService.Authoring.Yaml;

/// <summary>
/// The trees of a set of YAML files, to be kept and read back without parsing: parsing is most of the time of a start. It is for its keeper to tell
/// whether the files are still the same, byte for byte.
/// </summary>
public sealed class YamlTrees
{
    private const string Format = "yaml-trees-1";

    private readonly ConcurrentDictionary<string, YamlNode?> byPath = new(StringComparer.Ordinal);

    /// <summary>The root of a file: as kept, or else parsed now. A broken file is not kept.</summary>
    internal YamlNode? Parse(string path, string text, string file, ICollection<AuthorProblem> problems)
    {
        if (byPath.TryGetValue(path, out var kept))
            return kept;
        var before = problems.Count;
        var root = YamlText.Parse(text, file, problems);
        if (problems.Count == before)
            byPath[path] = root;
        return root;
    }

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Format);
            writer.Write7BitEncodedInt(byPath.Count);
            foreach (var (path, root) in byPath.OrderBy(tree => tree.Key, StringComparer.Ordinal))
            {
                writer.Write(path);
                writer.Write(root?.At.File ?? "");
                Write(writer, root);
            }
        }

        return [.. SHA256.HashData(bytes.ToArray()), .. bytes.ToArray()];
    }

    /// <returns>Null when the bytes are not whole, or of another format.</returns>
    public static YamlTrees? OfBytes(byte[] bytes)
    {
        if (bytes.Length <= SHA256.HashSizeInBytes || !SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
            return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, SHA256.HashSizeInBytes, bytes.Length - SHA256.HashSizeInBytes), Encoding.UTF8);
        if (reader.ReadString() != Format)
            return null;
        var trees = new YamlTrees();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var path = reader.ReadString();
            trees.byPath[path] = Read(reader, reader.ReadString());
        }

        return trees;
    }

    private static void Write(BinaryWriter writer, YamlNode? node)
    {
        writer.Write((byte)KindOf(node));
        if (node is null)
            return;
        Write(writer, node.At);
        switch (node)
        {
            case YamlScalar scalar:
                writer.Write(scalar.Value);
                break;
            case YamlSequence sequence:
                writer.Write7BitEncodedInt(sequence.Items.Count);
                foreach (var item in sequence.Items)
                    Write(writer, item);
                break;
            case YamlMapping mapping:
                writer.Write7BitEncodedInt(mapping.Entries.Count);
                foreach (var entry in mapping.Entries)
                {
                    Write(writer, entry.At);
                    writer.Write(entry.Key);
                    Write(writer, entry.Value);
                }

                break;
        }
    }

    private static void Write(BinaryWriter writer, SourcePosition at)
    {
        writer.Write7BitEncodedInt(at.Line);
        writer.Write7BitEncodedInt(at.Column);
    }

    private static YamlNode? Read(BinaryReader reader, string file)
    {
        var kind = (Kind)reader.ReadByte();
        if (kind == Kind.Nothing)
            return null;
        var at = Position(reader, file);
        return kind switch
        {
            Kind.Sequence => new YamlSequence(at, Items(reader, file)),
            Kind.Mapping => new YamlMapping(at, Entries(reader, file)),
            _ => new YamlScalar(at, reader.ReadString(), kind == Kind.QuotedScalar),
        };
    }

    private static YamlNode[] Items(BinaryReader reader, string file)
    {
        var items = new YamlNode[reader.Read7BitEncodedInt()];
        for (var i = 0; i < items.Length; i++)
            items[i] = Read(reader, file)!;
        return items;
    }

    private static YamlEntry[] Entries(BinaryReader reader, string file)
    {
        var entries = new YamlEntry[reader.Read7BitEncodedInt()];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new(Position(reader, file), reader.ReadString(), Read(reader, file)!);
        return entries;
    }

    private static SourcePosition Position(BinaryReader reader, string file) => new(file, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());

    private static Kind KindOf(YamlNode? node) => node switch
    {
        null => Kind.Nothing,
        YamlScalar { Quoted: true } => Kind.QuotedScalar,
        YamlScalar => Kind.Scalar,
        YamlSequence => Kind.Sequence,
        _ => Kind.Mapping,
    };

    private enum Kind : byte
    {
        Nothing,
        Scalar,
        QuotedScalar,
        Sequence,
        Mapping,
    }
}
