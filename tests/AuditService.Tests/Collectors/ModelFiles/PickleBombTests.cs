using AuditService.Collectors.ModelFiles;

namespace AuditService.Tests.Collectors.ModelFiles;

public sealed class PickleBombTests
{
    private static readonly Dictionary<string, Action<PickleWriter, byte>> Doublings = new()
    {
        ["list"] = (bomb, last) => bomb.Op(']').Memoize().Mark().BinGet(last).BinGet(last).Op('e'),
        ["list, item by item"] = (bomb, last) => bomb.Op(']').Memoize().BinGet(last).Op('a').BinGet(last).Op('a'),
        ["tuple"] = (bomb, last) => bomb.BinGet(last).BinGet(last).Op(0x86).Memoize(),
        ["dictionary"] = (bomb, last) => bomb.EmptyDict().Memoize().Mark().Int(1).BinGet(last).Int(2).BinGet(last).SetItems(),
        ["set"] = (bomb, last) => bomb.Mark().BinGet(last).BinGet(last).Op(0x91).Memoize(),
        ["deque"] = (bomb, last) => bomb.Global("collections", "deque").EmptyTuple().Reduce().Memoize().Mark().BinGet(last).BinGet(last).Op('e'),
        ["ordered dictionary"] = (bomb, last) => bomb.Global("collections", "OrderedDict").EmptyTuple().Reduce().Memoize().Int(1).BinGet(last).Op('s').Int(2).BinGet(last).Op('s'),
    };

    public static TheoryData<string> Kinds => [.. Doublings.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_chain_of_containers_that_hold_the_last_one_twice_is_a_bomb(string kind)
    {
        ScannedModel.Of(Doubled(kind, 40)).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(Doubled(kind, 22)).ShouldBe(ModelRisk.Review);
    }

    [Fact]
    public void What_a_model_shares_is_no_bomb()
    {
        var shared = new PickleWriter(4).Mark().Int(1).Int(2).Int(3).Op('l').Memoize().Op(']').Mark();
        for (var i = 0; i < 5000; i++)
            shared.BinGet(0);

        ScannedModel.Of(shared.Op('e').Stop()).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(Doubled("list", 8)).ShouldBe(ModelRisk.Safe);
    }

    [Fact]
    public void Objects_that_refer_to_each_other_are_no_bomb()
    {
        var graph = new PickleWriter(4).Text("types").Text("SimpleNamespace").StackGlobal().Memoize();
        for (byte i = 0; i < 40; i++)
            graph.BinGet(0).EmptyTuple().Reduce().Memoize().EmptyDict().Mark().Text("a").BinGet(i).Text("b").BinGet(i).SetItems().Build();

        ScannedModel.Of(graph.Stop()).ShouldBe(ModelRisk.Safe);
    }

    [Fact]
    public void A_memo_index_that_reserves_gigabytes_is_told_before_it_is_believed()
    {
        ScannedModel.Of(new PickleWriter(4).Op(']').Op('r').UInt32(2_000_000_000).Stop()).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(new PickleWriter(4).Op(']').Op('r').UInt32(2_000_000).Stop()).ShouldBe(ModelRisk.Review);
        ScannedModel.Of(new PickleWriter(4).Op(']').Op('r').UInt32(3000).Stop()).ShouldBe(ModelRisk.Safe);
    }

    public static TheoryData<string, byte[], byte[]> Calls => new()
    {
        { "bytes", Call("builtins", "bytes", call => call.Int(99_999_999_999)), Call("builtins", "bytes", call => call.Int(1000)) },
        { "bytearray", Call("builtins", "bytearray", call => call.Int(99_999_999_999)), Call("builtins", "bytearray", call => call.Int(1000)) },
        { "zeros", Call("numpy", "zeros", call => call.Mark().Int(1_000_000).Int(1_000_000).Tuple()), Call("numpy", "zeros", call => call.Mark().Int(100).Int(100).Tuple()) },
        {
            "array without its state",
            Call("numpy.core.multiarray", "_reconstruct", call => call.Global("numpy", "ndarray").Mark().Int(99_999_999_999).Tuple().Bytes("b"u8)),
            Call("numpy.core.multiarray", "_reconstruct", call => call.Global("numpy", "ndarray").Mark().Int(0).Tuple().Bytes("b"u8))
        },
        { "pow", Call("builtins", "pow", call => call.Int(9).Int(999_999_999)), Call("builtins", "pow", call => call.Int(2).Int(64)) },
        { "mul", Call("_operator", "mul", call => call.Text("a").Int(999_999_999)), Call("_operator", "mul", call => call.Int(3).Int(999_999_999)) },
        { "format", Call("builtins", "format", call => call.Int(1).Text(">99999999999")), Call("builtins", "format", call => call.Int(1).Text(">8")) },
        { "factorial", Call("math", "factorial", call => call.Int(99_999_999)), Call("math", "factorial", call => call.Int(9)) },
        { "list of a range", Call("builtins", "list", call => Nested(call, "builtins", "range", 99_999_999_999)), Call("builtins", "list", call => Nested(call, "builtins", "range", 1000)) },
        { "list that never ends", Call("builtins", "list", call => Nested(call, "itertools", "count", 0)), Call("itertools", "count", call => call.Int(0)) },
        { "sum of what never ends", Call("builtins", "sum", call => call.Global("builtins", "enumerate").Mark().Global("itertools", "repeat").Mark().Int(1).Tuple().Reduce().Tuple().Reduce()), Call("itertools", "repeat", call => call.Int(1)) },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_of_a_listed_name_that_exhausts_the_machine_is_dangerous(string name, byte[] hostile, byte[] honest)
    {
        Assert.NotEmpty(name);
        ScannedModel.Of(hostile).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(honest).ShouldBe(ModelRisk.Safe);
    }

    private static byte[] Doubled(string kind, int times)
    {
        var bomb = new PickleWriter(4).EmptyTuple().Memoize();
        // A callable is memoized nowhere: the index of the last container is the number of containers before it.
        for (byte i = 0; i < times; i++)
            Doublings[kind](bomb, i);
        return bomb.Stop();
    }

    private static byte[] Call(string module, string name, Action<PickleWriter> arguments)
    {
        var pickle = new PickleWriter(4).Global(module, name).Mark();
        arguments(pickle);
        return pickle.Tuple().Reduce().Stop();
    }

    private static void Nested(PickleWriter pickle, string module, string name, long argument) =>
        pickle.Global(module, name).Mark().Int(argument).Tuple().Reduce();
}
