using System.IO.Compression;
using AuditService.Collectors.ModelFiles;

namespace AuditService.Tests.Collectors.ModelFiles;

public sealed class JoblibTests
{
    private static readonly byte[] TwelveDoubles = [.. Enumerable.Range(0, 96).Select(i => (byte)(i * 37))];

    private static byte[] Dump(bool isHostile, bool isAligned = true)
    {
        var pickle = new PickleWriter(2).EmptyDict().Mark().Text("weights").Array("f8", [3, 4], TwelveDoubles, isAligned).Text("other").Array("i1", [5], [1, 2, 3, 4, 5], isAligned);
        if (isHostile)
            pickle.Text("x").Global("os", "system").Text("id").Op(0x85).Reduce();
        return pickle.SetItems().Stop();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_bytes_of_arrays_are_skipped_exactly(bool isAligned)
    {
        var honest = ScannedModel.Of(Dump(isHostile: false, isAligned));
        var hostile = ScannedModel.Of(Dump(isHostile: true, isAligned));

        honest.ShouldBe(ModelRisk.Safe);
        Assert.Equal(ModelFormats.Joblib, honest.Format);
        hostile.ShouldBe(ModelRisk.Dangerous);
        hostile.ShouldImport("os", "system", ModelRisk.Dangerous);
    }

    [Theory]
    [InlineData("f8", 8)]
    [InlineData("f4", 4)]
    [InlineData("f2", 2)]
    [InlineData("i8", 8)]
    [InlineData("u2", 2)]
    [InlineData("b1", 1)]
    [InlineData("c16", 16)]
    [InlineData("M8", 8)]
    [InlineData("S7", 7)]
    [InlineData("U3", 12)]
    [InlineData("V9", 9)]
    public void An_element_is_as_wide_as_numpy_says(string code, int width)
    {
        var isFlexible = code[0] is 'S' or 'U' or 'V';
        PickleWriter Dump() => new PickleWriter(2).ArrayWrapper(code, [2, 3], isAligned: false, itemSize: isFlexible ? width : null).Raw(new byte[6 * width]);

        ScannedModel.Of(Dump().Stop()).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(Dump().Pop().Global("os", "system").Stop()).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void An_array_of_objects_is_a_pickle_of_its_own()
    {
        byte[] Dump(byte[] inner) => new PickleWriter(2).ArrayWrapper("O8", [2], isAligned: false).Raw(inner).Stop();

        ScannedModel.Of(Dump(new PickleWriter(2).Text("a").Stop())).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(Dump(PickleWriter.CallOf("os", "system", protocol: 2))).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(Dump([0xFF])).ShouldBe(ModelRisk.Review, complete: false);
    }

    [Fact]
    public void A_type_that_contradicts_itself_to_shift_the_reader_is_dangerous()
    {
        var objectsInDisguise = new PickleWriter(2).ArrayWrapper("f8", [1], isAligned: false, flags: 63).Raw(PickleWriter.CallOf("os", "system", protocol: 2)).Stop();
        var twoSizes = new PickleWriter(2).ArrayWrapper("V8", [1], isAligned: false, itemSize: 1).Raw([1]).Global("os", "system").Stop();

        ScannedModel.Of(objectsInDisguise).ShouldImport("os", "system", ModelRisk.Dangerous);
        ScannedModel.Of(twoSizes).ShouldImport("os", "system", ModelRisk.Dangerous);
    }

    [Fact]
    public void An_array_without_type_or_beyond_the_end_is_incomplete()
    {
        var beyond = new PickleWriter(2).ArrayWrapper("f8", [1000], isAligned: false).Raw(new byte[10]).ToArray();
        var overflowing = new PickleWriter(2).ArrayWrapper("f8", [2_000_000_000, 2_000_000_000, 2_000_000_000], isAligned: false).Raw(new byte[10]).ToArray();
        var untyped = new PickleWriter(2).Global("joblib.numpy_pickle", "NumpyArrayWrapper").EmptyTuple().NewObj().EmptyDict().Build().Stop();

        ScannedModel.Of(beyond).ShouldBe(ModelRisk.Review, complete: false);
        ScannedModel.Of(overflowing).ShouldBe(ModelRisk.Review, complete: false);
        ScannedModel.Of(untyped).ShouldBe(ModelRisk.Review, complete: false);
    }

    [Fact]
    public void Array_bytes_that_a_plain_pickle_reader_would_run_are_told()
    {
        var code = new PickleWriter().Pop().Global("os", "system").QuotedText("id").Op(0x85).Reduce().ToArray();
        var pickle = new PickleWriter(2).ArrayWrapper("i1", [code.Length], isAligned: false).Raw(code).Stop();

        ScannedModel.Of(pickle).ShouldImport("os", "system", ModelRisk.Dangerous);
    }

    [Fact]
    public void An_array_announced_inside_a_frame_is_dangerous_and_the_rest_of_the_frame_is_read()
    {
        var inner = new PickleWriter().ArrayWrapper("i1", [4], isAligned: false).Pop().Text("os").Text("system").StackGlobal().ToArray();
        var pickle = new PickleWriter(4).Op(0x95).UInt64((ulong)inner.Length).Raw(inner).Raw([1, 2, 3, 4]).Stop();

        var verdict = ScannedModel.Of(pickle);

        verdict.ShouldBe(ModelRisk.Dangerous);
        verdict.ShouldImport("os", "system", ModelRisk.Dangerous);
    }

    [Fact]
    public void A_frame_that_ends_with_the_wrapper_is_how_joblib_writes()
    {
        var inner = new PickleWriter().ArrayWrapper("i1", [4], isAligned: false).ToArray();
        var pickle = new PickleWriter(4).Op(0x95).UInt64((ulong)inner.Length).Raw(inner).Raw([1, 2, 3, 4]).Stop();

        ScannedModel.Of(pickle).ShouldBe(ModelRisk.Safe);
    }

    [Fact]
    public void Companion_files_of_the_oldest_format_stay_in_their_folder()
    {
        byte[] Dump(string filename) => new PickleWriter(2).Global("joblib.numpy_pickle", "NDArrayWrapper").EmptyTuple().NewObj()
            .EmptyDict().Mark().Text("filename").Text(filename).Text("subclass").Global("numpy", "ndarray").SetItems().Build().Stop();

        ScannedModel.Of(Dump("model.pkl_01.npy")).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(Dump("../../evil.npy")).ShouldBe(ModelRisk.Dangerous);
    }

    public static TheoryData<string, byte[], bool> Compressed()
    {
        var data = new TheoryData<string, byte[], bool>();
        foreach (var isHostile in (bool[])[false, true])
        {
            var dump = Dump(isHostile);
            data.Add("zlib", Through(dump, stream => new ZLibStream(stream, CompressionLevel.Optimal)), isHostile);
            data.Add("gzip", Through(dump, stream => new GZipStream(stream, CompressionLevel.Optimal)), isHostile);
            data.Add("bzip2", Through(dump, stream => SharpCompress.Compressors.BZip2.BZip2Stream.Create(stream, SharpCompress.Compressors.CompressionMode.Compress, false)), isHostile);
            data.Add("lz4", CompressedSamples.Lz4(dump), isHostile);
            data.Add("lz4 in linked blocks", CompressedSamples.Lz4InTwoBlocks(dump), isHostile);
            data.Add("lzma", CompressedSamples.Lzma(dump), isHostile);
            data.Add("xz", CompressedSamples.Xz(dump), isHostile);
            data.Add("old joblib", CompressedSamples.OldJoblib(dump), isHostile);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Compressed))]
    public void A_compressed_dump_is_read_as_the_dump_it_is(string compression, byte[] content, bool isHostile)
    {
        var verdict = ScannedModel.Of(content, compression);

        verdict.ShouldBe(isHostile ? ModelRisk.Dangerous : ModelRisk.Safe);
        Assert.Equal(ModelFormats.Joblib, verdict.Format);
    }

    [Fact]
    public void A_second_zlib_stream_behind_the_first_is_read_as_joblib_does()
    {
        var first = Through(new PickleWriter(4).Int(1).Stop(), stream => new ZLibStream(stream, CompressionLevel.Optimal));
        var second = Through(PickleWriter.CallOf("os", "system"), stream => new ZLibStream(stream, CompressionLevel.Optimal));

        ScannedModel.Of([.. first, .. second]).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of([.. first, 1, 2, 3]).ShouldBe(ModelRisk.Review, complete: false);
    }

    [Fact]
    public void A_truncated_compression_keeps_what_was_found()
    {
        byte[] noise = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * i >> 3))];
        var whole = Through(new PickleWriter(4).Text("os").Text("system").StackGlobal().Bytes(noise).Stop(), stream => new ZLibStream(stream, CompressionLevel.NoCompression));

        var verdict = ScannedModel.Of(whole[..50_000]);

        verdict.ShouldBe(ModelRisk.Dangerous, complete: false);
    }

    [Fact]
    public void A_decompression_bomb_is_stopped_by_its_limit()
    {
        var bomb = Through(new byte[20_000_000], stream => new GZipStream(stream, CompressionLevel.SmallestSize));

        var verdict = ScannedModel.Of(bomb, "model.pkl", new ModelScanLimits { ExpandedBytes = 1_000_000 });

        Assert.False(verdict.Complete);
        Assert.NotEqual(ModelRisk.Safe, verdict.Verdict);
    }

    [Fact]
    public void A_compression_that_is_not_read_is_incomplete() =>
        ScannedModel.Of([0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0, 0, 0], "model.pkl").ShouldBe(ModelRisk.Review, complete: false);

    private static byte[] Through(byte[] content, Func<Stream, Stream> compress)
    {
        var target = new MemoryStream();
        using (var stream = compress(target))
            stream.Write(content);
        return target.ToArray();
    }
}
