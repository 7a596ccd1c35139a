using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using AuditService.Collectors.Inventory;
using AuditService.Core.Dossiers;
using CsCheck;

namespace AuditService.Tests.Collectors.Inventory;

public sealed class FileClassifierTests
{
    private const string Lfs = "version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 12345\n";

    [Theory]
    [InlineData("package.json", """{"name":"x","dependencies":{"a":"1"}}""", FileKind.Configuration)]
    [InlineData("web/tsconfig.app.json", """{/* c */ "compilerOptions":{}, }""", FileKind.Configuration)]
    [InlineData("conf/settings.json", """{"debug":true,"servers":[{"a":1},{"a":2}]}""", FileKind.Configuration)]
    [InlineData("config/labels.json", """["a","b","c"]""", FileKind.Configuration)]
    [InlineData("data/people.json", """[{"nom":"A","age":3},{"nom":"B","age":4}]""", FileKind.Dataset)]
    [InlineData("data/wrapped.json", """{"version":"1.1","data":[{"q":"a"},{"q":"b"}]}""", FileKind.Dataset)]
    [InlineData("data/split.json", """{"columns":["a","b"],"index":[0,1],"data":[[1,2],[3,4]]}""", FileKind.Dataset)]
    [InlineData("data/pandas.json", """{"age":{"0":1,"1":2,"2":3},"nom":{"0":"a","1":"b","2":"c"}}""", FileKind.Dataset)]
    [InlineData("data/cut.json", """{"age":{"0":1,"1":2,"2":3},"nom":{"0":12, """, FileKind.Dataset)]
    [InlineData("data/keyed.json", """{"0":{"nom":"a","mail":"b"},"1":{"nom":"c","mail":"d"},"2":{"nom":"e","mail":"f"}}""", FileKind.Dataset)]
    [InlineData("data/export.json", """{"export":{"date":"2026","clients":[{"identite":{"prenom":"a"}},{"identite":{"prenom":"b"}},{"identite":{"prenom":"c"}},{"identite":{"prenom":"d"}},{"identite":{"prenom":"e"}}]}}""", FileKind.Dataset)]
    [InlineData("config/tasks.json", """{"jobs":{"list":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"},{"name":"e"},{"name":"f"}]}}""", FileKind.Configuration)]
    [InlineData("config/pages.json", """{"home":{"title":"a"},"about":{"title":"b"},"contact":{"title":"c"},"legal":{"title":"d"}}""", FileKind.Configuration)]
    [InlineData("data/rows.json", "{\"a\":1}\n{\"a\":2}\n", FileKind.Dataset)]
    [InlineData("data/one.jsonl", "{\"a\":1}\n", FileKind.Dataset)]
    [InlineData("openapi.json", """{"openapi":"3.1.0","paths":{}}""", FileKind.Configuration)]
    [InlineData("analysis.ipynb", """{"cells":[{"cell_type":"code","source":["x=1"]}],"nbformat":4,"nbformat_minor":5}""", FileKind.SourceCode)]
    [InlineData("map.geojson", """{"type":"FeatureCollection","features":[]}""", FileKind.Dataset)]
    [InlineData(".vscode/launch.json", """[{"a":1},{"a":2}]""", FileKind.Configuration)]
    [InlineData("README.md", "# Titre\n", FileKind.Document)]
    [InlineData("README", "a;b\n1;2\n3;4\n5;6\n", FileKind.Document)]
    [InlineData("LICENSE", "MIT License", FileKind.Document)]
    [InlineData("docs/README.fr", "Bonjour", FileKind.Document)]
    [InlineData("notes.txt", "Une note, avec des virgules, et du texte.\nEncore, une, ligne.\n", FileKind.Document)]
    [InlineData("export.txt", "nom\tage\tville\na\t1\tx\nb\t2\ty\nc\t3\tz\n", FileKind.Dataset)]
    [InlineData("data/iris", "5.1,3.5,1.4,0.2,a\n4.9,3.0,1.4,0.2,a\n4.7,3.2,1.3,0.2,a\n", FileKind.Dataset)]
    [InlineData("data/people.csv", "nom;age\n\"a;b\nc\";3\n", FileKind.Dataset)]
    [InlineData("requirements.txt", "flask\n", FileKind.Configuration)]
    [InlineData("requirements/dev.txt", "pytest\n", FileKind.Configuration)]
    [InlineData("Dockerfile", "FROM python\n", FileKind.Configuration)]
    [InlineData("Dockerfile.gpu", "FROM python\n", FileKind.Configuration)]
    [InlineData("docker-compose.prod.yml", "services: {}\n", FileKind.Configuration)]
    [InlineData(".github/workflows/ci.yml", "on: push\njobs: {}\n", FileKind.Configuration)]
    [InlineData(".env.local", "A=1\n", FileKind.Configuration)]
    [InlineData("src/app.py", "import os\n", FileKind.SourceCode)]
    [InlineData("bin/run", "#!/usr/bin/env python3\nprint(1)\n", FileKind.SourceCode)]
    [InlineData("src/empty/__init__.py", "", FileKind.SourceCode)]
    [InlineData("ui/index.html", "<!doctype html><html></html>", FileKind.Page)]
    [InlineData("ui/index", "<!DOCTYPE HTML><html></html>", FileKind.Page)]
    [InlineData("ui/mail.html.j2", "<div>{{ name }}</div>", FileKind.Page)]
    [InlineData("prompts/answer.j2", "You are {{ role }}.", FileKind.Other)]
    [InlineData("deploy/values.yaml.j2", "image: {{ image }}", FileKind.Configuration)]
    [InlineData("logo.svg", "<svg xmlns='x'/>", FileKind.Image)]
    [InlineData("app.csproj", "<Project Sdk='x'/>", FileKind.Configuration)]
    [InlineData("model.pmml", "<?xml version='1.0'?><PMML/>", FileKind.Model)]
    [InlineData("model.json", """{"learner":{"a":1},"version":[2,0,0]}""", FileKind.Model)]
    [InlineData("booster.txt", "tree\nversion=v4\nnum_class=1\n", FileKind.Model)]
    [InlineData("dossier.yaml", "project: {}\n", FileKind.Manifest)]
    [InlineData("sub/dossier.yaml", "project: {}\n", FileKind.Configuration)]
    [InlineData("model.safetensors", Lfs, FileKind.Other)]
    [InlineData("data.csv", Lfs, FileKind.Other)]
    [InlineData("about-gguf.md", "GGUF is a format", FileKind.Document)]
    [InlineData("id3", "ID3 trees are simple", FileKind.Other)]
    [InlineData("words.txt", "cat\ndog\npig\nrat\n", FileKind.Document)]
    [InlineData("payload.txt", "cos\nsystem\n(S'id'\ntR.", FileKind.Model)]
    [InlineData("old.pkl", "(dp0\nS'a'\np1\nI1\ns.", FileKind.Model)]
    [InlineData("schema.sql", "CREATE TABLE a (b int);\n", FileKind.SourceCode)]
    [InlineData("run.log", "{\"a\":1}\n{\"a\":2}\n", FileKind.Other)]
    public void Text_is_classified_by_what_it_says(string path, string content, FileKind kind) =>
        Assert.Equal(kind, Of(path, Encoding.UTF8.GetBytes(content)).Kind);

    [Fact]
    public void The_content_wins_over_a_lying_extension()
    {
        Assert.Equal((FileKind.Dataset, "parquet"), Brief(Of("photo.png", [.. "PAR1"u8, 0x15, 0x04, 0x15, 0x00])));
        Assert.Equal((FileKind.Model, "pickle"), Brief(Of("notes.txt", [0x80, 0x04, 0x95, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0x8C])));
        Assert.Equal((FileKind.Model, "gguf"), Brief(Of("readme.md", [.. "GGUF"u8, 3, 0, 0, 0, 0, 0, 0, 0])));
        Assert.Equal((FileKind.Document, "pdf"), Brief(Of("model.bin", "%PDF-1.7\n"u8.ToArray())));
        Assert.Equal((FileKind.Dataset, "sqlite"), Brief(Of("app.py", "SQLite format 3\0\u0010\0"u8.ToArray())));
    }

    [Theory]
    [InlineData("inst.pkl", "(S'id'\nios\nsystem\n.")]
    [InlineData("int.pickle", "I1\n0cos\nsystem\n(S'id'\ntR.")]
    [InlineData("none.joblib", "N0cos\nsystem\n(S'id'\ntR.")]
    [InlineData("string.sav", "S'a'\n.")]
    [InlineData("table.pkl", "nom;age\na;1\nb;2\nc;3\n")]
    [InlineData("empty.pkl", "")]
    [InlineData("empty.bin", "")]
    [InlineData("words.pth", "bonjour")]
    [InlineData("weights.safetensors", "bonjour")]
    [InlineData("array.npy", "cos\nsystem\n(S'id'\ntR.")]
    [InlineData("settings.ckpt", "{\"a\": 1}")]
    [InlineData("program.pkl", "\u007fELF\u0002\u0001\u0001\0\0\0")]
    [InlineData("picture.pt", "GIF89a\0\0\0\0")]
    public void The_name_of_a_model_makes_a_model_whatever_its_first_bytes(string path, string content) =>
        Assert.Equal(FileKind.Model, Of(path, Encoding.Latin1.GetBytes(content)).Kind);

    [Theory]
    [InlineData("survey.sav", "$FL2\0\0@(#) SPSS")]
    [InlineData("notice.bin", "%PDF-1.7\n")]
    [InlineData("firmware.bin", "\u007fELF\u0002\u0001\u0001\0\0\0")]
    [InlineData("model.pkl", Lfs)]
    public void What_a_signature_proves_is_no_model_for_its_name(string path, string content) =>
        Assert.NotEqual(FileKind.Model, Of(path, Encoding.Latin1.GetBytes(content)).Kind);

    [Theory]
    [InlineData("state.dat", "]q\0(K\u0001K\u0002e.", true)]
    [InlineData("state", "N0cos\nsystem\n(S'id'\ntR.", true)]
    [InlineData("note.txt", "I1\n0cos\nsystem\n(S'id'\ntR.", true)]
    [InlineData("note.txt", "Il a fini.\n", false)]
    [InlineData("note.txt", "N.\nDeux.\n", false)]
    [InlineData("list", "I\nV\nX\n", false)]
    [InlineData("blob.dat", "\u0001\u0002\0\u0003", false)]
    public void A_pickle_of_the_first_protocols_is_known_by_running_it(string path, string content, bool isPickle) =>
        Assert.Equal(isPickle, Of(path, Encoding.Latin1.GetBytes(content)).Kind == FileKind.Model);

    [Fact]
    public void A_long_pickle_without_a_mark_is_known_by_its_beginning()
    {
        var list = Encoding.Latin1.GetBytes("]q\0(" + string.Concat(Enumerable.Repeat("K\u0001", 40_000)) + "e.");
        Assert.Equal((FileKind.Model, "pickle"), Brief(FileClassifier.Classify("state.dat", list.AsSpan(0, FileClassifier.HeadBytes), list.Length)));
        var text = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("Il a fini.\n", 10_000)));
        Assert.Equal(FileKind.Document, FileClassifier.Classify("state.txt", text.AsSpan(0, FileClassifier.HeadBytes), text.Length).Kind);
    }

    [Theory]
    [InlineData("|O", FileKind.Model)]
    [InlineData("<i8", FileKind.Dataset)]
    public void Arrays_of_objects_are_models_and_arrays_of_numbers_data(string type, FileKind kind)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': (1,), }}".PadRight(117) + "\n";
        byte[] npy = [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header), .. kind == FileKind.Model ? Encoding.ASCII.GetBytes("cos\nsystem\n(S'id'\ntR.") : new byte[8]];
        Assert.Equal(kind, FileClassifier.Classify("a.npy", new MemoryStream(npy)).Kind);

        using var npz = new MemoryStream();
        using (var zip = new ZipArchive(npz, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("x.npy").Open();
            entry.Write(npy);
        }
        Assert.Equal(kind, FileClassifier.Classify("a.npz", npz).Kind);
    }

    [Fact]
    public void A_safetensors_header_is_recognised_without_its_extension()
    {
        var header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"u8;
        var file = new byte[8 + header.Length + 4];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)header.Length);
        header.CopyTo(file.AsSpan(8));
        Assert.Equal((FileKind.Model, "safetensors"), Brief(Of("weights.bin", file)));
    }

    [Theory]
    [InlineData("a.bin", "archive/data.pkl", "archive/version", FileKind.Model, "torch-zip")]
    [InlineData("a.zip", "m/data.pkl", "m/constants.pkl", FileKind.Model, "torchscript")]
    [InlineData("a.zip", "metadata.json", "model.weights.h5", FileKind.Model, "keras")]
    [InlineData("a.bin", "[Content_Types].xml", "word/document.xml", FileKind.Document, "docx")]
    [InlineData("a.zip", "[Content_Types].xml", "ppt/presentation.xml", FileKind.Document, "pptx")]
    [InlineData("a.docx", "[Content_Types].xml", "xl/workbook.xml", FileKind.Dataset, "xlsx")]
    [InlineData("a.bin", "x.npy", "y.npy", FileKind.Dataset, "npz")]
    [InlineData("a.zip", "a.txt", "b.txt", FileKind.Archive, "zip")]
    public void A_zip_is_what_its_entries_make_it(string path, string first, string second, FileKind kind, string format) =>
        Assert.Equal((kind, format), Brief(Of(path, ZipOf((first, "x"), (second, "y")))));

    [Fact]
    public void An_OpenDocument_file_says_so_in_its_first_entry()
    {
        var bytes = ZipOf(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>"));
        Assert.Equal((FileKind.Document, "odt"), Brief(Of("a.zip", bytes)));
    }

    [Fact]
    public void Compressed_files_are_judged_by_what_they_hold()
    {
        Assert.Equal((FileKind.Model, "joblib"), Brief(Of("model.gz", GzipOf([0x80, 0x03, (byte)'c', (byte)'x', (byte)'\n', (byte)'y', (byte)'\n']))));
        Assert.Equal((FileKind.Dataset, "csv.gz"), Brief(Of("people.csv.gz", GzipOf("a;b\n1;2\n"u8.ToArray()))));
        Assert.Equal((FileKind.Dataset, "jsonl.gz"), Brief(Of("people.json.gz", GzipOf("{\"a\":1}\n{\"a\":2}\n"u8.ToArray()))));
        Assert.Equal((FileKind.Archive, "gzip"), Brief(Of("blob.gz", GzipOf([1, 2, 3, 0, 4]))));
    }

    [Theory]
    [InlineData("web/node_modules/a/index.js", "let a=1\n", "installed")]
    [InlineData(".git/config", "[core]\n", "version control")]
    [InlineData(".venv/lib/python3.12/site.py", "import os\n", "installed")]
    [InlineData("env/lib/python3.12/x.py", "import os\n", "installed")]
    [InlineData("src/__pycache__/a.py", "import os\n", "cache")]
    [InlineData("go/vendor/x/y.go", "package y\n", "vendored")]
    [InlineData("proto/a_pb2.py", "x = 1\n", "generated")]
    [InlineData("api/mvnw", "#!/bin/sh\nsha256sum -c\n", "generated")]
    [InlineData("gradlew.bat", "@echo off\n", "generated")]
    [InlineData("src/gen.ts", "// Code generated by tool. DO NOT EDIT.\nlet a = 1\n", "generated")]
    [InlineData("static/app.min.js", "let a=1\n", "minified")]
    [InlineData("static/swagger-ui-bundle.js", "let a=1\n", "bundled")]
    [InlineData("static/lib.js", "/*! Lib 1.2, MIT licence */\nlet a=1\n", "bundled")]
    [InlineData("api/testdata/answer.json", "[{\"a\":1},{\"a\":2}]", "fixture")]
    [InlineData("src/i18n/languages.json", "[{\"a\":1},{\"a\":2}]", "fixture")]
    [InlineData("logs/emissions.csv", "timestamp,run_id,duration,emissions,energy_consumed\n2026-11-02,a,1,1,1\n", "measurement")]
    [InlineData("package-lock.json", "{}", "lock file")]
    [InlineData("poetry.lock", "[[package]]\n", "lock file")]
    public void What_the_author_did_not_write_is_set_apart(string path, string content, string reason) =>
        Assert.Equal(reason, Of(path, Encoding.UTF8.GetBytes(content)).SetApart);

    [Theory]
    [InlineData("build/Dockerfile", "FROM python\n")]
    [InlineData("env/settings.py", "DEBUG = True\n")]
    [InlineData("dist/release.py", "import os\n")]
    [InlineData("src/guard.py", "# Do not edit this list without asking\nx = 1\n")]
    [InlineData("src/tool.py", "\"\"\"Reads files.\"\"\"\nMARK = 'auto-generated'\n")]
    [InlineData("data/test/answer.json", "[{\"a\":1},{\"a\":2}]")]
    [InlineData("src/lib.js", "/** Our own module. */\nlet a=1\n")]
    [InlineData("bin/train.sh", "#!/bin/sh\npython train.py\n")]
    [InlineData("data/emissions.csv", "run_id,duration,emissions,energy_consumed,email\na,1,1,1,x@exemple.fr\n")]
    public void The_author_s_own_work_is_not_set_apart(string path, string content) =>
        Assert.Null(Of(path, Encoding.UTF8.GetBytes(content)).SetApart);

    [Fact]
    public void A_bundle_of_long_lines_is_minified_whatever_its_name() =>
        Assert.Equal("minified", Of("static/app.js", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("var a=function(){return 1};", 200)))).SetApart);

    [Fact]
    public void Text_in_UTF_16_and_in_Latin_1_is_still_text()
    {
        Assert.Equal(FileKind.SourceCode, Of("a.py", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("import os\n")]).Kind);
        Assert.Equal(FileKind.Dataset, Of("a.csv", Encoding.Latin1.GetBytes("prénom;âge\nÉloïse;3\n")).Kind);
        Assert.Equal(FileKind.Dataset, Of("export", Encoding.Unicode.GetBytes("nom;age\na;1\nb;2\nc;3\n")).Kind);
    }

    [Fact]
    public void A_cut_head_does_not_change_what_a_large_file_is()
    {
        var rows = Encoding.UTF8.GetBytes("[" + string.Join(",", Enumerable.Range(0, 9000).Select(i => $"{{\"id\":{i},\"texte\":\"été\"}}")) + "]");
        for (var cut = 1000; cut < 1010; cut++)
            Assert.Equal(FileKind.Dataset, FileClassifier.Classify("a.json", rows.AsSpan(0, cut), rows.Length).Kind);
    }

    [Fact]
    public void No_bytes_and_no_name_make_it_throw()
    {
        var path = OneOf("a.json", "b.csv", "c", "d.ipynb", "e.zip", "f.xml", "g.sql", "h.yml", "i.js", "j.gz", "k.pkl", "", "/", "..", "l.txt", "m.bin", "n.onnx");
        var start = OneOf("", "PK\x03\x04", "{", "[", "<", "<?xml", "\x1f\x8b\x08", "x\x9c", "\x80\x04", "c", "(dp", "%PDF-", "RIFF", "\0\0\x01\0", "GGUF", "BM", "BZh", "tree\nversion=v", "#!", "\xFF\xFE", "\x08\x01\x12");
        Gen.Select(path, start, Gen.Byte.Array[0, 400], Gen.Long[0, long.MaxValue]).Sample((p, s, tail, size) =>
        {
            byte[] head = [.. Encoding.Latin1.GetBytes(s), .. tail];
            Assert.NotNull(FileClassifier.Classify(p, head, Math.Max(size, head.Length)).Format);
        }, iter: 20_000);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static FileNature Of(string path, byte[] content) => FileClassifier.Classify(path, content, content.Length);

    private static (FileKind, string) Brief(FileNature nature) => (nature.Kind, nature.Format);

    private static byte[] ZipOf(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(Encoding.ASCII.GetBytes(content));
            }
        }
        return stream.ToArray();
    }

    private static byte[] GzipOf(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return stream.ToArray();
    }
}
