using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using AuditService.Collectors.ModelFiles;
using SharpCompress.Common;
using SharpCompress.Writers.SevenZip;

namespace AuditService.Tests.Collectors.ModelFiles;

public sealed class ArchiveTests
{
    private static readonly byte[] Payload = PickleWriter.CallOf("os", "system", protocol: 2);

    [Fact]
    public void A_state_dict_of_pytorch_is_safe_and_its_members_are_told()
    {
        var verdicts = ScannedModel.All(ZipBuilder.Torch(ZipBuilder.StateDict()), "model.pt");

        verdicts[0].ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.TorchZip, verdicts[0].Format);
        var member = Assert.Single(verdicts.Skip(1));
        Assert.Equal("archive/data.pkl", member.Member);
        Assert.Equal(ModelFormats.Pickle, member.Format);
        Assert.Equal(verdicts[0].Globals, member.Globals);
    }

    [Theory]
    [InlineData("model.pt")]
    [InlineData("model.bin")]
    [InlineData("holiday.jpg")]
    public void A_payload_in_the_pickle_of_a_pytorch_archive_is_dangerous(string name)
    {
        var verdicts = ScannedModel.All(ZipBuilder.Torch(ZipBuilder.StateDict("os", "system")), name);

        verdicts[0].ShouldBe(ModelRisk.Dangerous);
        verdicts[0].ShouldImport("os", "system", ModelRisk.Dangerous);
        verdicts[1].ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void A_class_of_the_project_makes_the_archive_one_to_review() =>
        ScannedModel.Of(ZipBuilder.Torch(ZipBuilder.StateDict("__main__", "Net"))).ShouldBe(ModelRisk.Review);

    [Fact]
    public void A_pickle_among_the_members_is_found_whatever_its_name()
    {
        ScannedModel.Of(ZipBuilder.Torch(ZipBuilder.StateDict(), ("archive/extra.txt", Payload))).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(ZipBuilder.Torch(ZipBuilder.StateDict(), ("archive/data/1", Payload))).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(ZipBuilder.Of(CompressionLevel.Optimal, ("readme.md", "# hello"u8.ToArray()), ("weights", Payload))).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void Tensor_bytes_that_start_like_a_pickle_by_chance_accuse_nobody()
    {
        var archive = ZipBuilder.Torch(ZipBuilder.StateDict(), ("archive/data/1", [0x80, 2, (byte)'N', 0, 0, 0, 0, 0]), ("archive/data/2", [0x78, 0x9C, 1, 2, 3, 4, 5, 6]));

        ScannedModel.Of(archive).ShouldBe(ModelRisk.Safe);
    }

    [Fact]
    public void An_archive_without_models_is_no_model()
    {
        var verdict = ScannedModel.Of(ZipBuilder.Of(("a.txt", "text"u8.ToArray()), ("b.csv", "a,b\n1,2\n"u8.ToArray())), "data.zip");

        verdict.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.Zip, verdict.Format);
    }

    [Fact]
    public void A_name_that_differs_between_directory_and_header_is_tampering()
    {
        var archive = ZipBuilder.Edit(ZipBuilder.Torch(ZipBuilder.StateDict()), "archive/data.pkl", _ => { }, header => "archive/data.txt"u8.CopyTo(header[30..]));

        var verdict = ScannedModel.Of(archive);

        verdict.ShouldBe(ModelRisk.Dangerous);
        Assert.Contains("Tampered archive", verdict.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x1)]
    [InlineData(0x20)]
    [InlineData(0x40)]
    public void A_flag_that_lies_neither_hides_the_payload_nor_goes_unnoticed(int flag)
    {
        void SetFlag(Span<byte> line) => ZipBuilder.Set16(line, line[2] == 1 ? 8 : 6, (ushort)flag);

        var hostile = ZipBuilder.Edit(ZipBuilder.Torch(ZipBuilder.StateDict("os", "system")), "archive/data.pkl", SetFlag, SetFlag);
        var honest = ZipBuilder.Edit(ZipBuilder.Torch(ZipBuilder.StateDict()), "archive/data.pkl", SetFlag, SetFlag);

        ScannedModel.Of(hostile).ShouldImport("os", "system", ModelRisk.Dangerous);
        Assert.Equal(ModelRisk.Dangerous, ScannedModel.Of(honest).Verdict);
    }

    [Fact]
    public void A_member_that_is_truly_encrypted_is_unread()
    {
        var noise = Enumerable.Range(0, 200).Select(i => (byte)(i * 89 + 200)).ToArray();
        void Encrypt(Span<byte> line) => ZipBuilder.Set16(line, line[2] == 1 ? 8 : 6, 1);
        var archive = ZipBuilder.Edit(ZipBuilder.Of(("archive/data.pkl", noise)), "archive/data.pkl", line =>
        {
            Encrypt(line);
            ZipBuilder.Set32(line, 16, 0xDEADBEEF);
        }, header =>
        {
            Encrypt(header);
            ZipBuilder.Set32(header, 14, 0xDEADBEEF);
        });

        ScannedModel.Of(archive).ShouldBe(ModelRisk.Review, complete: false);
    }

    [Fact]
    public void A_wrong_checksum_neither_hides_the_payload_nor_goes_unnoticed()
    {
        void Break(Span<byte> line) => ZipBuilder.Set32(line, line[2] == 1 ? 16 : 14, 0x12345678);

        var hostile = ZipBuilder.Edit(ZipBuilder.Torch(ZipBuilder.StateDict("os", "system")), "archive/data.pkl", Break, Break);
        var honest = ZipBuilder.Edit(ZipBuilder.Torch(ZipBuilder.StateDict()), "archive/data.pkl", Break, Break);

        ScannedModel.Of(hostile).ShouldImport("os", "system", ModelRisk.Dangerous);
        Assert.Contains("checksum", ScannedModel.Of(honest).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_written_without_any_checksum_is_no_tampering()
    {
        var archive = ZipBuilder.Torch(ZipBuilder.StateDict());
        foreach (var name in (string[])["archive/data.pkl", "archive/byteorder", "archive/data/0", "archive/version"])
            archive = ZipBuilder.Edit(archive, name, line => ZipBuilder.Set32(line, 16, 0), header => ZipBuilder.Set32(header, 14, 0));

        ScannedModel.Of(archive).ShouldBe(ModelRisk.Safe);
    }

    [Fact]
    public void A_member_that_the_directory_does_not_list_is_read_and_told()
    {
        var hidden = ZipBuilder.Of(("hidden.pkl", Payload));
        var header = hidden[..(30 + "hidden.pkl".Length + Payload.Length)];
        // In front of the archive, where only readers of streams look.
        byte[] archive = [.. header, .. ZipBuilder.Torch(ZipBuilder.StateDict())];

        var verdict = ScannedModel.Of(archive);

        Assert.Equal(ModelRisk.Dangerous, verdict.Verdict);
        verdict.ShouldImport("os", "system", ModelRisk.Dangerous);
    }

    [Fact]
    public void A_truncated_archive_gives_what_its_headers_give()
    {
        var archive = ZipBuilder.Torch(ZipBuilder.StateDict("os", "system"));

        ScannedModel.Of(archive[..(archive.Length / 2)]).ShouldBe(ModelRisk.Dangerous, complete: false);
    }

    [Fact]
    public void A_path_that_leaves_the_folder_is_dangerous()
    {
        ScannedModel.Of(ZipBuilder.Of(("../../etc/cron.d/x", "x"u8.ToArray()))).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(ZipBuilder.Of(("/etc/passwd", "x"u8.ToArray()))).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void Archives_in_archives_are_read_to_a_bounded_depth()
    {
        var inner = ZipBuilder.Torch(ZipBuilder.StateDict("os", "system"));
        var two = ScannedModel.All(ZipBuilder.Of(CompressionLevel.Optimal, ("models/inner.pt", inner)));
        var deep = inner;
        for (var i = 0; i < 10; i++)
            deep = ZipBuilder.Of(("x.zip", deep));

        two[0].ShouldBe(ModelRisk.Dangerous);
        Assert.Contains(two, verdict => verdict.Member == "models/inner.pt!archive/data.pkl" && verdict.Verdict == ModelRisk.Dangerous);
        var verdict = ScannedModel.Of(deep);
        Assert.False(verdict.Complete);
        Assert.NotEqual(ModelRisk.Safe, verdict.Verdict);
    }

    [Fact]
    public void A_zip_behind_other_bytes_is_read_too()
    {
        var zip = ZipBuilder.Torch(ZipBuilder.StateDict("os", "system"));
        byte[] behindPickle = [.. new PickleWriter(4).Int(1).Stop(), .. zip];
        byte[] behindNoise = [.. "GIF89a-whatever"u8, .. zip];

        Assert.Equal(ModelRisk.Dangerous, ScannedModel.Of(behindPickle).Verdict);
        Assert.Equal(ModelRisk.Dangerous, ScannedModel.Of(behindNoise).Verdict);
    }

    [Fact]
    public void A_pickle_in_front_of_a_zip_is_read_too()
    {
        byte[] polyglot = [.. PickleWriter.CallOf("os", "system"), .. ZipBuilder.Torch(ZipBuilder.StateDict())];

        ScannedModel.Of(polyglot).ShouldImport("os", "system", ModelRisk.Dangerous);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void TorchScript_runs_on_pytorchs_own_interpreter_and_is_safe_unless_it_opens_files(CompressionLevel level)
    {
        byte[] Script(string code) => ZipBuilder.Of(
            level,
            ("m/data.pkl", new PickleWriter(2).Global("__torch__", "Net").EmptyTuple().NewObj().EmptyDict().Build().Stop()),
            ("m/code/__torch__.py", Encoding.ASCII.GetBytes(code)),
            ("m/constants.pkl", new PickleWriter(2).EmptyTuple().Stop()),
            ("m/version", "3\n"u8.ToArray()));

        var plain = ScannedModel.Of(Script("class Net(Module):\n  def forward(self, x: Tensor) -> Tensor:\n    return torch.relu(ops.torchvision.nms(x))\n"));
        plain.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.TorchScript, plain.Format);
        Assert.Contains("TorchScript", plain.Text(), StringComparison.Ordinal);
        ScannedModel.Of(Script("    return torch.from_file(\"/etc/passwd\", True, 10)\n")).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(Script("    return ops.mylib.myop(x)\n")).ShouldBe(ModelRisk.Review);
    }

    [Fact]
    public void A_name_of_TorchScript_is_nothing_outside_its_archive() =>
        ScannedModel.Of(new PickleWriter(2).Global("__torch__", "Net").Stop()).ShouldBe(ModelRisk.Review);

    [Fact]
    public void The_first_format_of_pytorch_is_five_pickles_and_its_tensors()
    {
        byte[] Legacy(byte[] data, int tensorBytes) =>
        [
            .. new PickleWriter(2).Op(0x8A).Raw([10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]).Stop(),
            .. new PickleWriter(2).Int(1001).Stop(),
            .. new PickleWriter(2).EmptyDict().Text("little_endian").True().Op('s').Stop(),
            .. data,
            .. new PickleWriter(2).Op(']').Text("0").Op('a').Stop(),
            1, 0, 0, 0, 0, 0, 0, 0, .. new byte[tensorBytes],
        ];

        var honest = ScannedModel.Of(Legacy(ZipBuilder.StateDict(), 4));
        honest.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.TorchLegacy, honest.Format);
        ScannedModel.Of(Legacy(ZipBuilder.StateDict("os", "system"), 4)).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(Legacy(ZipBuilder.StateDict(), 40)).ShouldBe(ModelRisk.Review, complete: false);
        ScannedModel.Of([.. Legacy(ZipBuilder.StateDict(), 4), .. Payload]).ShouldBe(ModelRisk.Dangerous, complete: false);
    }

    [Fact]
    public void The_magic_of_the_first_format_obtained_by_a_call_changes_nothing()
    {
        byte[] content =
        [
            .. new PickleWriter(2).Global("builtins", "int").Text("119547037146038801333356").Op(0x85).Reduce().Stop(),
            .. new PickleWriter(2).Int(1001).Stop(), .. new PickleWriter(2).EmptyDict().Stop(), .. Payload,
        ];

        ScannedModel.Of(content).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void Tensors_pickled_outside_pytorchs_files_are_read_in_their_bytes()
    {
        byte[] With(byte[] inner) => new PickleWriter(4).Text("torch.storage").Text("_load_from_bytes").StackGlobal().Bytes(inner).Op(0x85).Reduce().Stop();

        ScannedModel.Of(With(ZipBuilder.Torch(ZipBuilder.StateDict()))).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(With(ZipBuilder.StateDict())).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(With(ZipBuilder.Torch(ZipBuilder.StateDict("os", "system")))).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(With([1, 2, 3])).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void Members_of_a_tar_are_read_and_their_paths_judged()
    {
        byte[] Tar(string name, byte[] content)
        {
            var target = new MemoryStream();
            using (var tar = new TarWriter(target, TarEntryFormat.Ustar, leaveOpen: true))
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            return target.ToArray();
        }

        var hostile = Tar("model/weights", Payload);
        var gzipped = new MemoryStream();
        using (var stream = new GZipStream(gzipped, CompressionLevel.Optimal, leaveOpen: true))
            stream.Write(hostile);

        ScannedModel.Of(hostile).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(gzipped.ToArray()).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(Tar("model/weights", ZipBuilder.StateDict())).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(Tar("../../x", "text"u8.ToArray())).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(hostile[..600]).ShouldBe(ModelRisk.Dangerous, complete: false);
    }

    [Fact]
    public void A_7z_archive_is_read_and_named_as_no_usual_container()
    {
        byte[] SevenZip(byte[] content)
        {
            var target = new MemoryStream();
            using (var writer = SevenZipWriter.OpenWriter(target, new SevenZipWriterOptions(CompressionType.LZMA) { LeaveStreamOpen = true }))
                writer.Write("archive/data.pkl", new MemoryStream(content), null);
            return target.ToArray();
        }

        var hostile = ScannedModel.All(SevenZip(ZipBuilder.StateDict("os", "system")), "model.pt");
        Assert.Equal(ModelFormats.SevenZip, hostile[0].Format);
        hostile[0].ShouldImport("os", "system", ModelRisk.Dangerous);
        ScannedModel.Of(SevenZip(ZipBuilder.StateDict())).ShouldBe(ModelRisk.Review);
    }

    [Fact]
    public void A_container_that_is_not_read_is_never_safe()
    {
        ScannedModel.Of([.. "Rar!\x1A\x07\x01\x00"u8, 1, 2, 3]).ShouldBe(ModelRisk.Review, complete: false);
        ScannedModel.Of([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4, .. new byte[24]]).ShouldBe(ModelRisk.Review, complete: false);
        ScannedModel.Of([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4, .. Enumerable.Repeat((byte)7, 60)]).ShouldBe(ModelRisk.Review, complete: false);
    }
}
