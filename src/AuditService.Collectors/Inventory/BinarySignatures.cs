using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using AuditService.Collectors.ModelFiles;
using AuditService.Core.Dossiers;

namespace AuditService.Collectors.Inventory;

/// <summary>Natures that the first bytes prove, whatever the name says. The extension only separates formats that share a container.</summary>
internal static class BinarySignatures
{
    private const int InflatedHead = 64 * 1024;

    public static FileNature? Recognise(string name, string extension, ReadOnlySpan<byte> head, long size) =>
        Fixed(extension, head)
        ?? Zip(extension, head)
        ?? Compressed(name, extension, head)
        ?? Hdf5(extension, head)
        ?? Ole(extension, head)
        ?? Serialised(extension, head, size)
        ?? Media(head)
        ?? Executable(head);

    private static FileNature? Fixed(string extension, ReadOnlySpan<byte> head)
    {
        if (Letters(head, "PAR1"u8) || Letters(head, "PARE"u8))
            return new(FileKind.Dataset, "parquet");
        if (Letters(head, "ARROW1"u8))
            return new(FileKind.Dataset, "arrow");
        if (Letters(head, "FEA1"u8))
            return new(FileKind.Dataset, "feather");
        if (head.StartsWith("Obj\x01"u8))
            return new(FileKind.Dataset, "avro");
        if (Letters(head, "ORC"u8))
            return new(FileKind.Dataset, "orc");
        if (head.StartsWith("SQLite format 3\0"u8))
            return new(FileKind.Dataset, "sqlite");
        if (head.Length > 12 && head.Slice(8, 4).SequenceEqual("DUCK"u8) && Letters(head[8..], "DUCK"u8))
            return new(FileKind.Dataset, "duckdb");
        if (head.Length > 6 && head[0] == 0x93 && head.Slice(1, 5).SequenceEqual("NUMPY"u8))
            return new(FileKind.Dataset, "npy");
        if (Letters(head, "$FL2"u8) || Letters(head, "$FL3"u8))
            return new(FileKind.Dataset, "spss");
        if (head.StartsWith("<stata_dta>"u8))
            return new(FileKind.Dataset, "stata");
        if (head.StartsWith("MATLAB 5.0 MAT-file"u8))
            return new(FileKind.Dataset, "mat");
        if (head.StartsWith("RDX2\n"u8) || head.StartsWith("RDX3\n"u8))
            return new(FileKind.Dataset, "rdata");
        if (Letters(head, "GGUF"u8))
            return new(FileKind.Model, "gguf");
        if (Letters(head, "ggml"u8) || Letters(head, "lmgg"u8) || Letters(head, "tjgg"u8) || Letters(head, "fmgg"u8))
            return new(FileKind.Model, "ggml");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xAC, 0xED, 0x00, 0x05]))
            return new(FileKind.Model, "java-objects");
        if (Letters(head, "CBM1"u8))
            return new(FileKind.Model, "catboost");
        if (head.Length >= 8 && head.Slice(4, 4).SequenceEqual("TFL3"u8) && head[..4].Contains((byte)0))
            return new(FileKind.Model, "tflite");
        if (head.Length >= 8 && BinaryPrimitives.ReadInt32LittleEndian(head) == 793712314)
            return new(FileKind.Model, "fasttext");
        if (head.StartsWith("%PDF-"u8) || head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) is > 0 && extension is "pdf")
            return new(FileKind.Document, "pdf");
        if (head.StartsWith("{\\rtf"u8))
            return new(FileKind.Document, "rtf");
        if (head.StartsWith("%!PS"u8))
            return new(FileKind.Document, "postscript");
        return null;
    }

    /// <summary>A mark made of letters proves something only when bytes follow that no text has: a note about GGUF may well start with that word.</summary>
    private static bool Letters(ReadOnlySpan<byte> head, ReadOnlySpan<byte> mark)
    {
        if (!head.StartsWith(mark))
            return false;
        var after = head[mark.Length..Math.Min(head.Length, mark.Length + 20)];
        foreach (var b in after)
        {
            if (b is < 0x09 or (> 0x0D and < 0x1B))
                return true;
        }
        return false;
    }

    private static FileNature? Zip(string extension, ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\x05\x06"u8))
            return new(FileKind.Archive, "zip");
        if (!head.StartsWith("PK\x03\x04"u8))
            return null;
        var entries = ZipEntries.Read(head);
        if (entries.OpenDocumentType is { } type)
        {
            if (type.Contains("opendocument.spreadsheet", StringComparison.Ordinal))
                return new(FileKind.Dataset, "ods");
            if (type.Contains("opendocument.presentation", StringComparison.Ordinal))
                return new(FileKind.Document, "odp");
            if (type.Contains("opendocument.text", StringComparison.Ordinal))
                return new(FileKind.Document, "odt");
            if (type.Contains("epub", StringComparison.Ordinal))
                return new(FileKind.Document, "epub");
            if (type.Contains("opendocument", StringComparison.Ordinal))
                return new(FileKind.Document, "opendocument");
        }
        var torch = entries.Any(n => n.EndsWith("/data.pkl", StringComparison.Ordinal) || n is "data.pkl");
        if (torch)
            return new(FileKind.Model, entries.Any(n => n.Contains("/code/", StringComparison.Ordinal) || n.EndsWith("constants.pkl", StringComparison.Ordinal)) ? "torchscript" : "torch-zip");
        if (entries.Any(n => n.StartsWith("MAR-INF/", StringComparison.Ordinal)))
            return new(FileKind.Model, "torch-archive");
        if (entries.Any(n => n.EndsWith("model.weights.h5", StringComparison.Ordinal)) || extension is "keras")
            return new(FileKind.Model, "keras");
        if (extension is "skops" || entries.Names is [.., "schema.json"] or ["schema.json", ..])
            return new(FileKind.Model, "skops");
        if (entries.Names.Count > 0 && entries.Names.All(n => n.EndsWith(".npy", StringComparison.Ordinal)))
            return new(FileKind.Dataset, "npz");
        if (extension is "pt" or "pth" or "ckpt" or "ptl" && !entries.Any(n => n.StartsWith("word/", StringComparison.Ordinal)))
            return new(FileKind.Model, "torch-zip");
        if (entries.Any(n => n is "[Content_Types].xml" || n.StartsWith("_rels/", StringComparison.Ordinal) || n.StartsWith("docProps/", StringComparison.Ordinal)))
            return OfficeOpenXml(extension, entries);
        if (entries.Any(n => n.StartsWith("META-INF/MANIFEST.MF", StringComparison.Ordinal)))
            return new(FileKind.Archive, "jar");
        if (extension is "whl" or "egg")
            return new(FileKind.Archive, "wheel");
        return new(FileKind.Archive, "zip");
    }

    private static FileNature OfficeOpenXml(string extension, ZipEntries entries)
    {
        if (entries.Any(n => n.StartsWith("xl/", StringComparison.Ordinal)))
            return new(FileKind.Dataset, "xlsx");
        if (entries.Any(n => n.StartsWith("word/", StringComparison.Ordinal)))
            return new(FileKind.Document, "docx");
        if (entries.Any(n => n.StartsWith("ppt/", StringComparison.Ordinal)))
            return new(FileKind.Document, "pptx");
        return extension switch
        {
            "xlsx" or "xlsm" or "xltx" or "xlsb" => new(FileKind.Dataset, "xlsx"),
            "docx" or "docm" or "dotx" => new(FileKind.Document, "docx"),
            "pptx" or "pptm" or "potx" or "ppsx" => new(FileKind.Document, "pptx"),
            _ => new(FileKind.Archive, "zip"),
        };
    }

    private static FileNature? Compressed(string name, string extension, ReadOnlySpan<byte> head)
    {
        var isGzip = head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]);
        var isZlib = head.Length > 2 && head[0] == 0x78 && head[1] is 0x01 or 0x5E or 0x9C or 0xDA && BinaryPrimitives.ReadUInt16BigEndian(head) % 31 == 0;
        if (isGzip || isZlib)
        {
            var inside = InsideOf(name, head, isGzip);
            if (inside is not null)
                return inside;
            if (isZlib)
                return extension is "joblib" or "pkl" or "pickle" or "z" ? new(FileKind.Model, "joblib") : null;
            return extension switch
            {
                "rds" => new(FileKind.Dataset, "rds"),
                "rda" or "rdata" => new(FileKind.Dataset, "rdata"),
                _ => new(FileKind.Archive, extension is "tgz" || name.EndsWith(".tar.gz", StringComparison.Ordinal) ? "tar.gz" : "gzip"),
            };
        }
        if (head.StartsWith("BZh"u8) && head.Length > 9 && head.Slice(4, 6).SequenceEqual((ReadOnlySpan<byte>)[0x31, 0x41, 0x59, 0x26, 0x53, 0x59]))
            return Opaque(name, "bzip2");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]))
            return Opaque(name, "xz");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
            return Opaque(name, "zstd");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x04, 0x22, 0x4D, 0x18]))
            return Opaque(name, "lz4");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x5D, 0, 0]) && extension is "lzma" or "joblib" or "pkl")
            return Opaque(name, "lzma");
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]))
            return new(FileKind.Archive, "7z");
        if (head.StartsWith("Rar!\x1A\x07"u8))
            return new(FileKind.Archive, "rar");
        if (head.Length > 262 && head.Slice(257, 5).SequenceEqual("ustar"u8))
            return extension is "nemo" ? new(FileKind.Model, "nemo") : new(FileKind.Archive, "tar");
        return null;
    }

    /// <summary>A compression .NET does not read: the name below the compression's own extension says what is inside.</summary>
    private static FileNature Opaque(string name, string compression)
    {
        var dot = name.LastIndexOf('.');
        var inner = dot > 0 ? name[..dot] : name;
        var innerExtension = Names.Extension(inner);
        if (Names.Extension(name) is "pkl" or "pickle" or "joblib" || innerExtension is "pkl" or "pickle" or "joblib")
            return new(FileKind.Model, "joblib");
        return innerExtension is "csv" or "tsv" or "jsonl" or "ndjson"
            ? new(FileKind.Dataset, $"{innerExtension}.{compression}")
            : new(FileKind.Archive, compression);
    }

    private static FileNature? InsideOf(string name, ReadOnlySpan<byte> head, bool isGzip)
    {
        var inflated = Inflate(head, isGzip);
        if (inflated.Length == 0)
            return null;
        var dot = name.LastIndexOf('.');
        var innerName = dot > 0 && name[(dot + 1)..] is "gz" or "gzip" or "z" ? name[..dot] : name;
        var innerExtension = Names.Extension(innerName);
        if (Serialised(innerExtension, inflated, long.MaxValue) is { Format: "pickle" or "torch-legacy" } || PickleRecognition.IsPickle(inflated, isWhole: false))
            return new(FileKind.Model, "joblib");
        if (!isGzip)
            return null;
        if (innerExtension is "csv" or "tsv" or "tab" or "json" or "jsonl" or "ndjson"
            && FileClassifier.Classify(innerName, inflated, long.MaxValue) is { Kind: FileKind.Dataset } data)
            return data with { Format = data.Format + ".gz", Language = null };
        return null;
    }

    private static byte[] Inflate(ReadOnlySpan<byte> head, bool isGzip)
    {
        var output = new byte[InflatedHead];
        var filled = 0;
        try
        {
            using var source = new MemoryStream(head.ToArray(), writable: false);
            using Stream inflater = isGzip ? new GZipStream(source, CompressionMode.Decompress) : new ZLibStream(source, CompressionMode.Decompress);
            int read;
            while (filled < output.Length && (read = inflater.Read(output, filled, output.Length - filled)) > 0)
                filled += read;
        }
        catch (InvalidDataException)
        {
            // A cut or hostile stream: what came out before is all there is to judge.
        }
        return output[..filled];
    }

    private static FileNature? Hdf5(string extension, ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A]))
            return null;
        if (head.IndexOf("keras_version"u8) >= 0 || head.IndexOf("model_weights"u8) >= 0 || head.IndexOf("model_config"u8) >= 0
            || head.IndexOf("layer_names"u8) >= 0 || head.IndexOf("optimizer_weights"u8) >= 0)
            return new(FileKind.Model, "keras-h5");
        if (head.IndexOf("pandas_type"u8) >= 0 || head.IndexOf("axis0"u8) >= 0)
            return new(FileKind.Dataset, "hdf5");
        return extension is "h5" or "keras" or "weights" ? new(FileKind.Model, "keras-h5") : new(FileKind.Dataset, "hdf5");
    }

    private static FileNature? Ole(string extension, ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return null;
        return extension switch
        {
            "xls" or "xlt" => new(FileKind.Dataset, "xls"),
            // An encrypted Open XML file is wrapped in this older container.
            "xlsx" or "xlsm" => new(FileKind.Dataset, "xlsx-encrypted"),
            "doc" or "dot" => new(FileKind.Document, "doc"),
            "ppt" or "pps" => new(FileKind.Document, "ppt"),
            "docx" or "pptx" => new(FileKind.Document, extension + "-encrypted"),
            "msg" => new(FileKind.Document, "msg"),
            _ => new(FileKind.Other, "ole"),
        };
    }

    private static FileNature? Serialised(string extension, ReadOnlySpan<byte> head, long size)
    {
        if (head.Length >= 14 && head.StartsWith((ReadOnlySpan<byte>)[0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]))
            return new(FileKind.Model, "torch-legacy");
        if (IsBinaryPickle(head) || IsTextPickle(extension, head))
            return new(FileKind.Model, "pickle");
        if (IsSafetensors(head, size))
            return new(FileKind.Model, "safetensors");
        if (IsOnnx(extension, head))
            return new(FileKind.Model, "onnx");
        return null;
    }

    /// <summary>Protocol 2 and later: PROTO, its version, then an opcode that can open a value (protocol 4 and later frame it first).</summary>
    private static bool IsBinaryPickle(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || head[0] != 0x80 || head[1] is < 2 or > 5)
            return false;
        if (head[1] >= 4 && head[2] == 0x95)
            return true;
        return head[2] is (byte)'c' or (byte)'}' or (byte)']' or (byte)')' or (byte)'(' or (byte)'K' or (byte)'M' or (byte)'J' or (byte)'X' or (byte)'U'
            or (byte)'N' or (byte)'G' or (byte)'C' or (byte)'B' or 0x8A or 0x8C or 0x88 or 0x89 or 0x8D or 0x8E or 0x8F or 0x80;
    }

    /// <summary>Protocols 0 and 1 have no mark: a mark or GLOBAL followed by the two lines of an import, or the memo writes of a container.</summary>
    private static bool IsTextPickle(string extension, ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || head[0] is not ((byte)'(' or (byte)'c' or (byte)']' or (byte)'}' or (byte)'i'))
            return false;
        var sample = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 512)]);
        var start = sample.AsSpan().TrimStart('(');
        if (start.StartsWith("dp", StringComparison.Ordinal) || start.StartsWith("lp", StringComparison.Ordinal))
            return start.Length > 3 && char.IsAsciiDigit(start[2]) && start[2..].IndexOf('\n') is >= 0 and < 6;
        if (start.Length == 0 || start[0] is not ('c' or 'i'))
            return extension is "pkl" or "pickle" && head[0] is (byte)']' or (byte)'}' && head[1] is (byte)'q' or (byte)'(' or (byte)'r';
        var lines = start[1..];
        var first = lines.IndexOf('\n');
        if (first is <= 0 or > 200 || !IsDottedName(lines[..first]))
            return false;
        lines = lines[(first + 1)..];
        var second = lines.IndexOf('\n');
        if (second is <= 0 or > 200 || !IsDottedName(lines[..second]) || second + 1 >= lines.Length)
            return false;
        return IsOpcodeAfterImport(lines[(second + 1)..]);
    }

    /// <summary>A word list may also read <c>cat, dog, pig</c> line by line: the third line must look like a memo write or an argument.</summary>
    private static bool IsOpcodeAfterImport(ReadOnlySpan<char> rest)
    {
        var next = rest.Length > 1 ? rest[1] : '\0';
        return rest[0] switch
        {
            'p' => char.IsAsciiDigit(next),
            'q' or 'U' or 'X' => !char.IsAsciiLetter(next),
            '(' => next is 'S' or 'V' or 'X' or 'U' or 'I' or 'N' or 'K' or 'M' or 'J' or 'c' or 't' or 'l' or 'd' or '(' or ')' or '}' or ']',
            ')' or '}' or ']' => next is 'R' or 'p' or 'q' or 'b' or '\x81' or '.' or 't' or '(',
            'S' => next is '\'' or '"',
            _ => false,
        };
    }

    private static bool IsDottedName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(char.IsAsciiLetter(text[0]) || text[0] == '_'))
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.'))
                return false;
        }
        return true;
    }

    private static bool IsSafetensors(ReadOnlySpan<byte> head, long size)
    {
        if (head.Length < 10)
            return false;
        var header = BinaryPrimitives.ReadUInt64LittleEndian(head);
        if (header is < 2 or > 100_000_000 || header > (ulong)Math.Max(size, head.Length) || head[8] != (byte)'{')
            return false;
        // A text file of eight characters and a brace reads as an absurd length, so the bound above already excludes it.
        return head[9] is (byte)'"' or (byte)'}' or (byte)' ' or (byte)'\n';
    }

    /// <summary>ModelProto starts with ir_version (field 1, varint), then a string or a message among its declared fields.</summary>
    private static bool IsOnnx(string extension, ReadOnlySpan<byte> head)
    {
        if (head.Length < 6 || head[0] != 0x08 || head[1] is 0 or > 30)
            return false;
        var isNextField = head[2] is 0x12 or 0x1A or 0x22 or 0x28 or 0x32 or 0x3A or 0x42;
        if (!isNextField)
            return false;
        if (extension is "onnx")
            return true;
        var sample = head[..Math.Min(head.Length, 256)];
        return head[2] == 0x12 && (sample.IndexOf("pytorch"u8) >= 0 || sample.IndexOf("onnx"u8) >= 0 || sample.IndexOf("OnnxMLTools"u8) >= 0);
    }

    private static FileNature? Media(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return new(FileKind.Image, "png");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return new(FileKind.Image, "jpeg");
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return new(FileKind.Image, "gif");
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'I', (byte)'I', 0x2A, 0]) || head.StartsWith((ReadOnlySpan<byte>)[(byte)'M', (byte)'M', 0, 0x2A]))
            return new(FileKind.Image, "tiff");
        if (Letters(head, "8BPS"u8))
            return new(FileKind.Image, "psd");
        if (head.StartsWith("BM"u8) && head.Length > 18 && BinaryPrimitives.ReadUInt32LittleEndian(head[6..]) == 0 && head[14] is 12 or 40 or 108 or 124)
            return new(FileKind.Image, "bmp");
        if (head.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0]) && head.Length > 6 && head[5] == 0 && head[4] is > 0 and < 64)
            return new(FileKind.Image, "ico");
        if (head.Length >= 12 && Letters(head, "RIFF"u8))
        {
            if (head.Slice(8, 4).SequenceEqual("WEBP"u8))
                return new(FileKind.Image, "webp");
            return new(FileKind.Media, head.Slice(8, 4).SequenceEqual("WAVE"u8) ? "audio" : "video");
        }
        if (head.Length >= 12 && head.Slice(4, 4).SequenceEqual("ftyp"u8) && head[0] == 0)
        {
            var brand = head.Slice(8, 4);
            return brand.SequenceEqual("avif"u8) || brand.SequenceEqual("heic"u8) || brand.SequenceEqual("mif1"u8)
                ? new(FileKind.Image, "heif")
                : new(FileKind.Media, "video");
        }
        if (Letters(head, "OggS"u8) || Letters(head, "fLaC"u8) || Letters(head, "ID3"u8))
            return new(FileKind.Media, "audio");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
            return new(FileKind.Media, "video");
        if (Letters(head, "wOFF"u8) || Letters(head, "wOF2"u8) || Letters(head, "OTTO"u8) || head.StartsWith((ReadOnlySpan<byte>)[0, 1, 0, 0, 0]))
            return new(FileKind.Other, "font");
        return null;
    }

    private static FileNature? Executable(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F']) || Letters(head, "MZ"u8) && head.Contains((byte)0))
            return new(FileKind.Other, "executable");
        if (head.StartsWith((ReadOnlySpan<byte>)[0, (byte)'a', (byte)'s', (byte)'m']))
            return new(FileKind.Other, "webassembly");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE]) || head.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE]))
            return new(FileKind.Other, "executable");
        return null;
    }
}
