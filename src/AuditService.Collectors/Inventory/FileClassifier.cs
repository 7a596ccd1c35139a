using System.Text;
using AuditService.Collectors.ModelFiles;
using AuditService.Core.Dossiers;

namespace AuditService.Collectors.Inventory;

/// <summary>Says what a file is from its path, its first bytes and its size. Content is heard first, the name second.</summary>
public static class FileClassifier
{
    /// <summary>How many bytes of a file are worth giving to <see cref="Classify(string, ReadOnlySpan{byte}, long)"/>.</summary>
    public const int HeadBytes = 64 * 1024;

    /// <summary>Classifies one file. Never throws, whatever the bytes.</summary>
    /// <param name="path">Its path relative to the folder under audit, with either separator.</param>
    /// <param name="head">Its first bytes, up to <see cref="HeadBytes"/>; all of them when the file is shorter.</param>
    /// <param name="size">Its size in bytes.</param>
    public static FileNature Classify(string path, ReadOnlySpan<byte> head, long size)
    {
        var name = Names.Name(path);
        var extension = Names.Extension(name);
        if (IsPointer(head))
            return new(FileKind.Other, "git-lfs-pointer");
        var signed = BinarySignatures.Recognise(name, extension, head, size);
        var text = signed is null ? TextDecoding.Decode(head) : null;
        var nature = signed ?? (text is null ? Binary(name, extension) : Text(path, name, extension, text, head.Length >= size));
        // Who loads a file by its name runs what is in it, whatever its first bytes say.
        if (IsNamedAsModel(extension, nature))
            nature = Binary(name, extension) is { Kind: FileKind.Model } named ? named : new(FileKind.Model, "unrecognised");
        else if (nature is { Kind: FileKind.Other, Format: "binary" or "text" } or { Kind: FileKind.Document, Format: "text" } && PickleRecognition.IsPickle(head, head.Length >= size))
            nature = new(FileKind.Model, "pickle");
        else if (nature is { Kind: FileKind.Other or FileKind.Configuration, Format: "text" or "json" or "yaml" } or { Kind: FileKind.Document, Format: "text" } && EncodedModels.HoldPickle(head, head.Length >= size))
            nature = new(FileKind.Model, "encoded-pickle");
        return nature with { SetApart = SetApart.Reason(path, name, extension, nature, text) };
    }

    /// <summary>Classifies a file that lies open; arrays are looked at whole, for those that hold objects are pickles.</summary>
    /// <param name="path">Its path relative to the folder under audit, with either separator.</param>
    /// <param name="content">Seekable, read from its first byte; stays open.</param>
    public static FileNature Classify(string path, Stream content)
    {
        content.Position = 0;
        Span<byte> head = new byte[(int)Math.Min(content.Length, HeadBytes)];
        var nature = Classify(path, head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)], content.Length);
        if (nature is { Kind: FileKind.Archive, SetApart: null } && ClosedToIntake.Contains(nature.Format))
            return HoldsModel(content, path) ? nature with { Kind = FileKind.Model } : nature;
        if (nature is not { Kind: FileKind.Dataset, Format: "npy" or "npz" })
            return nature;
        var arrays = new ModelFileScanner(TimeProvider.System).Scan(content, path, CancellationToken.None)[0];
        return arrays is { Verdict: ModelRisk.Safe, Globals.Count: 0 } ? nature : nature with { Kind = FileKind.Model };
    }

    /// <summary>Archives and compressions that are kept as one file: what they hold is in no other file of the dossier. Zips are opened when the dossier comes in.</summary>
    private static readonly System.Collections.Frozen.FrozenSet<string> ClosedToIntake = System.Collections.Frozen.FrozenSet.Create(
        StringComparer.Ordinal, "tar", "tar.gz", "gzip", "bzip2", "xz", "zstd", "lz4", "lzma", "7z", "rar");

    /// <summary>True also for one that could not be read to its end: what it holds nobody knows.</summary>
    private static bool HoldsModel(Stream content, string path)
    {
        content.Position = 0;
        var read = new ModelFileScanner(TimeProvider.System).Scan(content, path, CancellationToken.None);
        return read.Count > 1 || !ModelFormats.AreNoModels.Contains(read[0].Format) || !read[0].Complete || read[0].Verdict != ModelRisk.Safe;
    }

    /// <summary>A table or a document of a known signature is what it is; all else under the name of a model is one, an empty file too.</summary>
    private static bool IsNamedAsModel(string extension, FileNature nature) => extension switch
    {
        "pkl" or "pickle" or "pk" or "joblib" or "dill" or "cloudpickle" or "sav" or "pt" or "pth" or "pt2" or "ckpt" or "npy" or "npz" or "skops" or "cbm" => nature.Kind is not (FileKind.Model or FileKind.Dataset) || IsTold(nature),
        "safetensors" or "onnx" or "gguf" or "ggml" or "h5" or "keras" or "tflite" => nature.Kind is not (FileKind.Model or FileKind.Dataset or FileKind.Document) || IsTold(nature),
        "bin" => nature.Kind is FileKind.Archive || nature.Kind is FileKind.Other && nature.Format is not ("executable" or "font" or "webassembly" or "ole") || IsTold(nature),
        _ => false,
    };

    /// <summary>True for a nature that was read out of text, which no signature proves.</summary>
    private static bool IsTold(FileNature nature) => nature.Language is not null || nature.Format is "csv" or "tsv" or "psv" or "text" or "json" or "jsonl" or "geojson" || nature.Format.EndsWith("-unreadable", StringComparison.Ordinal);

    /// <summary>A repository without its large files holds notes in their place: there is no content to judge.</summary>
    private static bool IsPointer(ReadOnlySpan<byte> head) =>
        head.StartsWith("version https://git-lfs.github.com/spec/"u8) || head.StartsWith("version https://hawser.github.com/spec/"u8);

    private static FileNature Binary(string name, string extension) => extension switch
    {
        "pkl" or "pickle" or "pk" or "joblib" or "dill" or "cloudpickle" or "sav" => new(FileKind.Model, "pickle"),
        "pt" or "pth" or "pt2" or "ckpt" => new(FileKind.Model, "torch-unknown"),
        "onnx" => new(FileKind.Model, "onnx"),
        "pb" => new(FileKind.Model, name is "saved_model.pb" ? "savedmodel" : "tensorflow-graph"),
        "tflite" => new(FileKind.Model, "tflite"),
        "mlmodel" => new(FileKind.Model, "coreml"),
        "h5" or "keras" => new(FileKind.Model, "keras-unknown"),
        "engine" or "trt" or "plan" => new(FileKind.Model, "tensorrt"),
        "ubj" => new(FileKind.Model, "xgboost-ubj"),
        "xgb" or "bst" => new(FileKind.Model, "xgboost-binary"),
        "safetensors" => new(FileKind.Model, "safetensors"),
        "gguf" or "ggml" => new(FileKind.Model, extension),
        "caffemodel" or "params" or "pdparams" or "pdmodel" or "pdiparams" or "nnet" or "mar" or "ot" or "tfrecord-model" => new(FileKind.Model, extension),
        "index" or "meta" when name.Contains("ckpt", StringComparison.Ordinal) || name.StartsWith("variables.", StringComparison.Ordinal) => new(FileKind.Model, "tensorflow-checkpoint"),
        "bin" => new(FileKind.Model, "binary-weights"),
        _ when extension.StartsWith("data-", StringComparison.Ordinal) && extension.Contains("-of-", StringComparison.Ordinal) => new(FileKind.Model, "tensorflow-checkpoint"),
        "dta" => new(FileKind.Dataset, "stata"),
        "sas7bdat" or "xpt" => new(FileKind.Dataset, "sas"),
        "dbf" or "shp" or "mat" or "tfrecord" or "tfrecords" or "lmdb" or "mdb" or "accdb" or "rds" => new(FileKind.Dataset, extension),
        "parquet" or "feather" => new(FileKind.Dataset, extension + "-unreadable"),
        // What does not bear numpy's mark numpy reads as a pickle.
        "npy" or "npz" => new(FileKind.Model, extension + "-unreadable"),
        "jks" or "keystore" or "p12" or "pfx" or "kdbx" => new(FileKind.Configuration, "keystore"),
        "key" or "der" or "cer" or "crt" => new(FileKind.Configuration, "certificate"),
        "pyc" or "pyo" => new(FileKind.Other, "bytecode"),
        "mp3" or "wav" or "ogg" or "flac" or "m4a" => new(FileKind.Media, "audio"),
        "mp4" or "avi" or "mov" or "mkv" or "webm" => new(FileKind.Media, "video"),
        _ when name is "bun.lockb" => new(FileKind.Other, "bun-lock"),
        _ => new(FileKind.Other, "binary"),
    };

    private static FileNature Text(string path, string name, string extension, string text, bool isComplete)
    {
        var folders = Names.Folders(path);
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty)
            return ByName(name, extension, folders) ?? new(FileKind.Other, "empty");
        if (folders.Length == 0 && name is Dossier.ManifestFileName or Dossier.AnswersFileName)
            return new(FileKind.Manifest, name is Dossier.ManifestFileName ? "dossier" : "answers", "yaml");
        if (KnownFiles.ByName(name, folders) is { } known)
            return known;
        if (KnownFiles.IsProseByName(name) && !start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase))
            return new(FileKind.Document, extension is "md" or "markdown" ? "markdown" : extension is "rst" ? "rst" : "text", extension is "md" or "markdown" ? "markdown" : "text");
        if (ByShebang(start) is { } script && extension is "" or "cgi" or "command" or "txt" or "tool")
            return script;
        if (ByMarkup(extension, start) is { } markup)
            return markup;
        if (ByJson(name, extension, start, text) is { } json)
            return json;
        if (start.StartsWith("tree\nversion=v", StringComparison.Ordinal) || start.StartsWith("tree\r\nversion=v", StringComparison.Ordinal))
            return new(FileKind.Model, "lightgbm");
        return Refine(KnownFiles.ByExtension(extension), name, extension, text, isComplete);
    }

    private static FileNature? ByName(string name, string extension, string[] folders)
    {
        if (KnownFiles.ByName(name, folders) is { } known)
            return known;
        return KnownFiles.IsProseByName(name) ? new(FileKind.Document, "text", "text") : KnownFiles.ByExtension(extension);
    }

    private static FileNature? ByShebang(ReadOnlySpan<char> start)
    {
        if (!start.StartsWith("#!", StringComparison.Ordinal))
            return null;
        var end = start.IndexOf('\n');
        var line = end < 0 ? start : start[..end];
        foreach (var (program, language) in Interpreters)
        {
            if (line.Contains(program, StringComparison.Ordinal))
                return new(FileKind.SourceCode, language, language);
        }
        return null;
    }

    private static readonly (string Program, string Language)[] Interpreters =
    [
        ("python", "python"), ("pypy", "python"), ("uv run", "python"), ("node", "javascript"), ("deno", "typescript"), ("bun", "typescript"), ("ruby", "ruby"), ("perl", "perl"),
        ("php", "php"), ("Rscript", "r"), ("julia", "julia"), ("lua", "lua"), ("pwsh", "powershell"), ("awk", "awk"), ("groovy", "groovy"),
        ("bash", "shell"), ("zsh", "shell"), ("ksh", "shell"), ("fish", "shell"), ("dash", "shell"), ("/sh", "shell"), (" sh", "shell"),
    ];

    private static FileNature? ByMarkup(string extension, ReadOnlySpan<char> start)
    {
        if (start[0] != '<')
            return null;
        var known = KnownFiles.ByExtension(extension);
        if (known is { Kind: FileKind.SourceCode } or { Kind: FileKind.Page } or { Format: "markdown" } && extension is not "ts")
            return null;
        var first = start[..Math.Min(start.Length, 2000)];
        if (first.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || first.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
            return new(FileKind.Page, "html", "html");
        if (extension is "svg" || first.Contains("<svg", StringComparison.OrdinalIgnoreCase) && !first.Contains("<html", StringComparison.OrdinalIgnoreCase) && extension is "" or "xml")
            return new(FileKind.Image, "svg", "xml");
        if (!first.StartsWith("<?xml", StringComparison.Ordinal))
            return null;
        if (first.Contains("<PMML", StringComparison.Ordinal))
            return new(FileKind.Model, "pmml", "xml");
        if (first.Contains("<html", StringComparison.OrdinalIgnoreCase))
            return new(FileKind.Page, "xhtml", "html");
        if (known is { Format: not "xml" } && extension is not ("txt" or "ts"))
            return known;
        return IsXmlOfRecords(start) ? new(FileKind.Dataset, "xml", "xml") : new(FileKind.Configuration, "xml", "xml");
    }

    /// <summary>The same element again and again under the root, each with content: an export rather than settings.</summary>
    private static bool IsXmlOfRecords(ReadOnlySpan<char> xml)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var depth = 0;
        var children = 0;
        while (true)
        {
            var open = xml.IndexOf('<');
            if (open < 0 || open + 1 >= xml.Length)
                break;
            xml = xml[(open + 1)..];
            var close = xml.IndexOf('>');
            if (close < 0)
                break;
            var tag = xml[..close];
            xml = xml[(close + 1)..];
            if (tag.IsEmpty || tag[0] is '?' or '!')
                continue;
            if (tag[0] == '/')
            {
                depth--;
                continue;
            }
            if (depth == 1)
            {
                children++;
                var space = tag.IndexOfAny(" \t\r\n/");
                var element = (space < 0 ? tag : tag[..space]).ToString();
                if (element is not ("property" or "dependency" or "string" or "data" or "PropertyGroup" or "ItemGroup" or "key" or "bean" or "logger" or "appender"))
                    counts[element] = counts.GetValueOrDefault(element) + 1;
            }
            if (tag[^1] != '/')
                depth++;
        }
        return children >= 5 && counts.Count > 0 && counts.Values.Max() >= children * 0.8;
    }

    private static FileNature? ByJson(string name, string extension, ReadOnlySpan<char> start, string text)
    {
        if (start[0] is not ('{' or '['))
            return null;
        var isJsonName = extension is "json" or "jsonl" or "ndjson" or "geojson" or "jsonc" or "json5" or "ipynb" or "webmanifest" or "topojson" or "har" or "arb";
        if (!isJsonName && extension is not ("" or "txt" or "dat" or "data" or "model" or "lst" or "csv" or "tsv" or "log"))
            return null;
        var shape = JsonShape.Read(Encoding.UTF8.GetBytes(text));
        if (shape.Values == 0 || !shape.IsArray && !shape.IsObject)
            return null;
        if (!isJsonName && (!shape.IsValid || !shape.IsLines && !shape.IsRecords && !shape.IsObject))
            return null;
        if (extension is "ipynb" || shape.Has("cells") && shape.Has("nbformat"))
            return new(FileKind.SourceCode, "notebook", "python");
        if (shape.Has("learner") && shape.Has("version"))
            return new(FileKind.Model, "xgboost-json");
        if (shape.Has("tree_info") && shape.Has("num_class"))
            return new(FileKind.Model, "lightgbm-json");
        if (shape.Has("class_name") && shape.Has("config") && (shape.Has("keras_version") || shape.Has("backend") || shape.Has("module")))
            return new(FileKind.Model, "keras-json");
        if (shape.Has("weight_map") || shape.Has("modelTopology") && shape.Has("weightsManifest"))
            return new(FileKind.Model, "model-json");
        if (shape.IsArray && name is "modules.json" && text.Contains("\"idx\"", StringComparison.Ordinal) && text.Contains("\"type\"", StringComparison.Ordinal))
            return new(FileKind.Model, "model-json");
        if (extension is "log")
            return new(FileKind.Other, "log", "text");
        if (shape.IsLines || extension is "jsonl" or "ndjson")
            return new(FileKind.Dataset, "jsonl");
        if (shape.IsRecords)
            return new(FileKind.Dataset, "json");
        if (extension is "geojson" or "topojson" || shape.Has("features") && shape.Has("type"))
            return new(FileKind.Dataset, "geojson");
        if ((shape.HoldsRecords || shape.IsKeyed || shape.ListsPeople) && !shape.Has("$schema") && !shape.Has("swagger") && !shape.Has("openapi"))
            return new(FileKind.Dataset, "json");
        return new(FileKind.Configuration, shape.Has("openapi") || shape.Has("swagger") ? "openapi" : "json", "json");
    }

    private static FileNature Refine(FileNature? known, string name, string extension, string text, bool isComplete)
    {
        switch (known)
        {
            case { Format: "template", Kind: FileKind.Page }:
                return Template(name, text, known);
            case { Kind: FileKind.Configuration, Format: "yaml" }:
                return Yaml(text, known);
            case { Format: "text" } or null or { Format: "lock" }:
                break;
            case { Kind: FileKind.SourceCode, Language: "sql" } when IsDump(text):
                return known with { Kind = FileKind.Dataset, Format = "sql-dump" };
            case { Kind: FileKind.SourceCode, Language: "matlab" } when text.Contains("@interface", StringComparison.Ordinal) || text.Contains("#import", StringComparison.Ordinal):
                return new(FileKind.SourceCode, "objective-c", "objective-c");
            case { Format: "certificate" } when !text.Contains("-----BEGIN", StringComparison.Ordinal) && extension is "key":
                return new(FileKind.Other, "text", "text");
            default:
                return known;
        }
        // A name that says nothing, or only "text": a table shows itself.
        if (DelimitedShape.Recognise(text, minimumLines: known is null ? 3 : 4, isComplete) is { } delimiter)
            return new(FileKind.Dataset, delimiter == '\t' ? "tsv" : "csv");
        if (known is not null)
            return known;
        if (text.AsSpan().TrimStart().StartsWith("-----BEGIN ", StringComparison.Ordinal))
            return new(FileKind.Configuration, "certificate");
        return new(FileKind.Other, "text", "text");
    }

    /// <summary>A template is a page when it writes HTML; else it is what its inner name says (<c>nginx.conf.j2</c>), or plain text such as a prompt.</summary>
    private static FileNature Template(string name, string text, FileNature page)
    {
        foreach (var tag in HtmlTags)
        {
            if (text.Contains(tag, StringComparison.OrdinalIgnoreCase))
                return page;
        }
        var inner = KnownFiles.ByExtension(Names.Extension(name[..name.LastIndexOf('.')]));
        return inner is { Kind: FileKind.Configuration or FileKind.SourceCode } ? inner : new(FileKind.Other, "template", "text");
    }

    private static readonly string[] HtmlTags = ["<html", "<body", "<head", "<div", "<p>", "<p ", "<span", "<table", "<form", "<ul", "<h1", "<a href", "<section"];

    private static FileNature Yaml(string text, FileNature plain)
    {
        var keys = TopLevelKeys(text);
        if (keys.Contains("services") && (text.Contains("image:", StringComparison.Ordinal) || text.Contains("build:", StringComparison.Ordinal)))
            return plain with { Format = "compose" };
        if (keys.Contains("apiVersion") && keys.Contains("kind"))
            return plain with { Format = "kubernetes" };
        if (keys.Contains("jobs") && (keys.Contains("on") || keys.Contains("\"on\"") || keys.Contains("'on'") || keys.Contains("true")))
            return plain with { Format = "ci" };
        if (keys.Contains("dependencies") && (keys.Contains("channels") || keys.Contains("name") && text.Contains("- python", StringComparison.Ordinal)))
            return plain with { Format = "conda" };
        if (keys.Contains("openapi") || keys.Contains("swagger"))
            return plain with { Format = "openapi" };
        return plain;
    }

    private static HashSet<string> TopLevelKeys(string text)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty || line[0] is ' ' or '\t' or '#' or '-')
                continue;
            var colon = line.IndexOf(':');
            if (colon > 0 && keys.Count < 100)
                keys.Add(line[..colon].TrimEnd().ToString());
        }
        return keys;
    }

    /// <summary>An export of a database rather than a query: most of it is rows.</summary>
    private static bool IsDump(string text)
    {
        int rows = 0, lines = 0;
        var copying = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            lines++;
            if (line.StartsWith("COPY ", StringComparison.Ordinal) && line.Contains("FROM stdin", StringComparison.OrdinalIgnoreCase))
                copying = true;
            if (copying || line.StartsWith("INSERT INTO", StringComparison.OrdinalIgnoreCase) || line.StartsWith("(", StringComparison.Ordinal) && line.TrimEnd().EndsWith(",", StringComparison.Ordinal))
                rows++;
        }
        return rows >= 20 && rows > lines * 0.5;
    }
}
