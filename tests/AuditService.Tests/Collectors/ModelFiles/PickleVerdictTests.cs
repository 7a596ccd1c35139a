using System.Text;
using AuditService.Collectors.ModelFiles;

namespace AuditService.Tests.Collectors.ModelFiles;

public sealed class PickleVerdictTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_call_of_os_system_is_dangerous_in_every_protocol(int protocol)
    {
        var verdict = ScannedModel.Of(PickleWriter.CallOf("os", "system", protocol: protocol));

        verdict.ShouldBe(ModelRisk.Dangerous);
        verdict.ShouldImport("os", "system", ModelRisk.Dangerous);
        Assert.Equal(ModelFormats.Pickle, verdict.Format);
    }

    [Theory]
    [InlineData("numpy.core.multiarray")]
    [InlineData("numpy._core.multiarray")]
    public void An_array_that_dill_rebuilds_through_numpy_is_safe(string module) =>
        ScannedModel.Of(ArrayOfDill(module, "_reconstruct")).ShouldBe(ModelRisk.Safe);

    [Theory]
    [InlineData("os", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("numpy", "load")]
    [InlineData("numpy.core.multiarray", "scalar")]
    public void An_array_that_dill_builds_by_another_function_is_dangerous(string module, string name) =>
        ScannedModel.Of(ArrayOfDill(module, name)).ShouldBe(ModelRisk.Dangerous);

    [Theory]
    [InlineData("slice", ModelRisk.Safe)]
    [InlineData("dict", ModelRisk.Safe)]
    [InlineData("eval", ModelRisk.Dangerous)]
    [InlineData("CodeType", ModelRisk.Dangerous)]
    public void A_type_that_dill_loads_by_its_name_is_judged_by_that_name(string type, ModelRisk risk) =>
        ScannedModel.Of(new PickleWriter(4).Global("dill._dill", "_load_type").Text(type).Op(0x85).Reduce().Stop()).ShouldBe(risk);

    private static byte[] ArrayOfDill(string module, string name) => new PickleWriter(4)
        .Global("dill._dill", "_create_array").Mark()
        .Global(module, name)
        .Global("numpy", "ndarray").Int(0).Op(0x85).Bytes("b"u8).Op(0x87)
        .Mark().Int(1).Int(1).Op(0x85).Dtype("f8").False().Bytes(new byte[8]).Tuple()
        .None().Tuple().Reduce().Stop();

    [Theory]
    [InlineData("posix", "system")]
    [InlineData("nt", "system")]
    [InlineData("subprocess", "Popen")]
    [InlineData("builtins", "eval")]
    [InlineData("builtins", "exec")]
    [InlineData("builtins", "__import__")]
    [InlineData("builtins", "open")]
    [InlineData("__builtin__", "eval")]
    [InlineData("commands", "getoutput")]
    [InlineData("urllib2", "urlopen")]
    [InlineData("cPickle", "loads")]
    [InlineData("runpy", "run_path")]
    [InlineData("pty", "spawn")]
    [InlineData("pip", "main")]
    [InlineData("asyncio.unix_events", "_UnixSubprocessTransport._start")]
    [InlineData("pkgutil", "resolve_name")]
    [InlineData("importlib", "import_module")]
    [InlineData("operator", "attrgetter")]
    [InlineData("operator", "methodcaller")]
    [InlineData("pydoc", "locate")]
    [InlineData("idlelib.pyshell", "ModifiedInterpreter.runcode")]
    [InlineData("profile", "Profile.runctx")]
    [InlineData("trace", "Trace.run")]
    [InlineData("doctest", "debug_script")]
    [InlineData("ensurepip", "_run_pip")]
    [InlineData("lib2to3.pgen2.pgen", "ParserGenerator.make_label")]
    [InlineData("distutils.file_util", "write_file")]
    [InlineData("uuid", "_get_command_stdout")]
    [InlineData("_osx_support", "_read_output")]
    [InlineData("imaplib", "IMAP4_stream")]
    [InlineData("timeit", "timeit")]
    [InlineData("code", "InteractiveInterpreter.runcode")]
    [InlineData("functools", "reduce")]
    [InlineData("ctypes", "CDLL")]
    [InlineData("shutil", "rmtree")]
    [InlineData("socket", "create_connection")]
    [InlineData("webbrowser", "open")]
    [InlineData("logging.handlers", "SocketHandler")]
    [InlineData("marshal", "loads")]
    [InlineData("types", "CodeType")]
    [InlineData("sqlite3", "connect")]
    [InlineData("dill", "loads")]
    [InlineData("cloudpickle.cloudpickle", "_make_function")]
    [InlineData("numpy.f2py.crackfortran", "myeval")]
    [InlineData("numpy.testing._private.utils", "runstring")]
    [InlineData("numpy", "load")]
    [InlineData("joblib", "load")]
    [InlineData("pandas", "read_pickle")]
    [InlineData("torch", "load")]
    [InlineData("torch.hub", "load")]
    [InlineData("torch.utils.collect_env", "run")]
    [InlineData("torch.jit.unsupported_tensor_ops", "execWrapper")]
    [InlineData("torch._dynamo.guards", "GuardBuilder.get")]
    [InlineData("torch.fx.graph_module", "_exec_with_source")]
    [InlineData("mlflow.projects.backend.local", "_run_entry_point")]
    [InlineData("picklescan.scanner", "scan_pickle_bytes")]
    [InlineData("fickling", "always_check_safety")]
    [InlineData("somepackage.compat", "os")]
    [InlineData("somepackage.tools", "popen")]
    [InlineData("torch.library", "torch.utils.collect_env.run")]
    [InlineData("somepackage", "module.function")]
    [InlineData("somepackage", "__loader__")]
    [InlineData("dill._dill", "_create_array")]
    [InlineData("dill._dill", "_create_function")]
    [InlineData("dill._dill", "_load_type")]
    public void A_name_that_reaches_code_files_or_network_is_dangerous(string module, string name)
    {
        ScannedModel.Of(PickleWriter.CallOf(module, name)).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(PickleWriter.CallOf(module, name, protocol: 2)).ShouldBe(ModelRisk.Dangerous);
    }

    [Theory]
    [InlineData("collections", "OrderedDict")]
    [InlineData("__builtin__", "set")]
    [InlineData("copy_reg", "_reconstructor")]
    [InlineData("datetime", "date")]
    [InlineData("decimal", "Decimal")]
    [InlineData("pathlib", "PosixPath")]
    [InlineData("numpy.core.multiarray", "scalar")]
    [InlineData("numpy._core.multiarray", "scalar")]
    [InlineData("sklearn.linear_model._logistic", "LogisticRegression")]
    [InlineData("sklearn.ensemble.forest", "RandomForestClassifier")]
    [InlineData("sklearn.tree._tree", "Tree")]
    [InlineData("lightgbm.sklearn", "LGBMClassifier")]
    [InlineData("lightgbm.basic", "Booster")]
    [InlineData("xgboost.sklearn", "XGBClassifier")]
    [InlineData("catboost.core", "CatBoostClassifier")]
    [InlineData("imblearn.pipeline", "Pipeline")]
    [InlineData("pandas.core.frame", "DataFrame")]
    [InlineData("scipy.sparse._csr", "csr_matrix")]
    [InlineData("torch.nn.modules.linear", "Linear")]
    [InlineData("torch._utils", "_rebuild_tensor_v2")]
    public void A_name_on_the_list_is_safe(string module, string name)
    {
        var reconstructor = name is "_reconstructor";
        var pickle = new PickleWriter(2).Global(module, name);
        if (reconstructor)
            pickle.Global("collections", "OrderedDict").Global("__builtin__", "object").None().Op(0x87).Reduce();
        else
            pickle.EmptyTuple().Reduce();

        ScannedModel.Of(pickle.Stop()).ShouldBe(ModelRisk.Safe);
    }

    [Theory]
    [InlineData("myproject.models", "Tagger")]
    [InlineData("__main__", "Net")]
    [InlineData("hdbscan.hdbscan_", "HDBSCAN")]
    [InlineData("somepackage._core", "_Private")]
    [InlineData("somepackage", "Outer.Inner")]
    [InlineData("sklearn.future", "NotYetKnownEstimator")]
    public void A_third_party_name_that_is_not_listed_is_to_be_reviewed(string module, string name)
    {
        var verdict = ScannedModel.Of(PickleWriter.CallOf(module, name));

        verdict.ShouldBe(ModelRisk.Review);
        verdict.ShouldImport(module, name, ModelRisk.Review);
    }

    [Fact]
    public void Plain_values_of_every_kind_import_nothing_and_are_safe()
    {
        var pickle = new PickleWriter(5).Mark()
            .None().True().False().Int(3).Int(70000).Int(-4).Op('I').Line("01").Op('L').Line("12345678901234567890L").Op('F').Line("1.5")
            .Op('G').UInt64(0).Op(0x8A).Raw([2, 1, 2]).Op(0x8B).UInt32(3).Raw([1, 2, 3])
            .Text("é").QuotedText("a\\x62").Op('V').Line("caf\\u00e9").Op('T').UInt32(1).Raw("z"u8).Op('U').Raw([1, (byte)'y'])
            .Op(0x8D).UInt64(2).Raw("ab"u8).Bytes([1, 2]).Op(0x8E).UInt64(1).Raw([7]).Op(0x96).UInt64(1).Raw([7])
            .Op(']').Int(1).Op('a').Op(']').Mark().Int(1).Int(2).Op('e').Mark().Int(1).Op('l')
            .EmptyDict().Text("k").Int(1).Op('s').Mark().Text("k").Int(1).Op('d')
            .EmptyTuple().Int(1).Op(0x85).Int(1).Int(2).Op(0x86).Int(1).Int(2).Int(3).Op(0x87)
            .Op(0x8F).Mark().Int(1).Op(0x90).Mark().Int(1).Op(0x91).Int(9).Op('2').Pop().Mark().Int(1).Op('1')
            .Op('l');

        ScannedModel.Of(pickle.Stop()).ShouldBe(ModelRisk.Safe);
    }

    [Fact]
    public void An_object_built_by_INST_or_OBJ_counts_as_a_call()
    {
        ScannedModel.Of(new PickleWriter().Mark().QuotedText("id").Op('i').Line("os").Line("system").Stop()).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(new PickleWriter(2).Mark().Global("os", "system").Text("id").Op('o').Stop()).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(new PickleWriter(4).Text("subprocess").Text("Popen").StackGlobal().EmptyTuple().EmptyDict().Op(0x92).Stop()).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void A_name_spelt_through_memo_and_escapes_is_read_as_python_reads_it()
    {
        var byMemo = new PickleWriter(4).Text("system").Memoize().Pop().Text("os").Memoize().Pop().BinGet(1).BinGet(0).StackGlobal().Text("id").Op(0x85).Reduce().Stop();
        var byEscape = new PickleWriter(4).Op('V').Line("\\u006fs").QuotedText("s\\x79stem").StackGlobal().Text("id").Op(0x85).Reduce().Stop();

        ScannedModel.Of(byMemo).ShouldImport("os", "system", ModelRisk.Dangerous);
        ScannedModel.Of(byEscape).ShouldImport("os", "system", ModelRisk.Dangerous);
    }

    [Fact]
    public void A_name_that_is_computed_or_confused_is_dangerous()
    {
        var confused = new PickleWriter(4).Int(1).Text("system").StackGlobal().Stop();
        var missing = new PickleWriter(4).BinGet(7).Text("system").StackGlobal().Stop();
        var computed = new PickleWriter(4).Text("builtins").Text("str").StackGlobal().Bytes("os"u8).Text("ascii").Op(0x86).Reduce().Text("system").StackGlobal().Stop();
        var rotated = new PickleWriter(2).Global("_codecs", "encode").Text("bf").Text("rot13").Op(0x86).Reduce().Text("system").StackGlobal().Stop();

        ScannedModel.Of(confused).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(missing).ShouldBe(ModelRisk.Dangerous, complete: false);
        ScannedModel.Of(computed).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(rotated).ShouldBe(ModelRisk.Dangerous);
    }

    [Theory]
    [InlineData(0x82, new byte[] { 5 })]
    [InlineData(0x83, new byte[] { 5, 1 })]
    [InlineData(0x84, new byte[] { 5, 1, 0, 0 })]
    public void An_import_by_extension_number_is_dangerous(byte opcode, byte[] number) =>
        ScannedModel.Of(new PickleWriter(2).Op(opcode).Raw(number).Stop()).ShouldBe(ModelRisk.Dangerous);

    [Fact]
    public void Writing_into_an_imported_name_is_dangerous()
    {
        var build = new PickleWriter(2).Global("numpy", "size").EmptyDict().Text("__globals__").Int(1).Op('s').Build().Stop();
        var setItem = new PickleWriter(2).Global("collections", "OrderedDict").Text("move_to_end").Global("numpy", "size").Op('s').Stop();
        var append = new PickleWriter(2).Global("collections", "deque").Int(1).Op('a').Stop();

        ScannedModel.Of(build).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(setItem).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(append).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void Calling_what_a_call_returned_is_dangerous()
    {
        var chain = new PickleWriter(2).Global("collections", "OrderedDict").EmptyTuple().Reduce().EmptyTuple().Reduce().Stop();

        ScannedModel.Of(chain).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void A_second_pickle_behind_the_first_is_read()
    {
        byte[] two = [.. new PickleWriter(4).Int(1).Stop(), .. PickleWriter.CallOf("os", "system")];
        byte[] textual = [.. new PickleWriter(4).Int(1).Stop(), .. PickleWriter.CallOf("os", "system", protocol: 0)];
        byte[] padded = [.. new PickleWriter(4).Int(1).Stop(), 0, 0, 0, .. PickleWriter.CallOf("os", "system")];
        byte[] behindNoise = [.. new PickleWriter(4).Int(1).Stop(), 0xDE, 0xAD, 0xBE, 0xEF, .. PickleWriter.CallOf("os", "system")];

        ScannedModel.Of(two).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(textual).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(padded).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(behindNoise).ShouldBe(ModelRisk.Dangerous, complete: false);
    }

    [Fact]
    public void Several_harmless_dumps_in_a_row_are_safe()
    {
        byte[] binary = [.. new PickleWriter(4).Int(1).Stop(), .. new PickleWriter(2).Text("a").Stop(), .. new PickleWriter(4).EmptyDict().Stop()];
        var textual = Encoding.ASCII.GetBytes("I1\n.S'a'\np0\n.(dp0\n.");

        ScannedModel.Of(binary).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(textual).ShouldBe(ModelRisk.Safe);
    }

    [Fact]
    public void Data_behind_a_pickle_that_nobody_understands_are_never_safe()
    {
        byte[] trailing = [.. new PickleWriter(4).Int(1).Stop(), 1, 2, 3, 4];

        ScannedModel.Of(trailing).ShouldBe(ModelRisk.Review, complete: false);
    }

    [Fact]
    public void A_broken_stream_keeps_what_was_found_and_is_never_safe()
    {
        var hostile = PickleWriter.CallOf("os", "system")[..^1];
        var harmless = new PickleWriter(4).Text("collections").Text("OrderedDict").StackGlobal().ToArray();
        byte[] unknownOpcode = [.. new PickleWriter(4).Text("collections").Text("OrderedDict").StackGlobal().ToArray(), 0xFF];
        byte[] payloadBehindFault = [.. new PickleWriter(4).Int(1).ToArray(), 0xFF, .. PickleWriter.CallOf("os", "system")];

        ScannedModel.Of(hostile).ShouldBe(ModelRisk.Dangerous, complete: false);
        ScannedModel.Of(harmless).ShouldBe(ModelRisk.Review, complete: false);
        ScannedModel.Of(unknownOpcode).ShouldBe(ModelRisk.Review, complete: false);
        ScannedModel.Of(payloadBehindFault).ShouldBe(ModelRisk.Dangerous, complete: false);
    }

    [Fact]
    public void A_length_that_lies_breaks_the_stream_without_allocating_it()
    {
        ScannedModel.Of(new PickleWriter(4).Op(0x8E).UInt64(ulong.MaxValue / 2).ToArray()).ShouldBe(ModelRisk.Review, complete: false);
        ScannedModel.Of(new PickleWriter(4).Op('X').UInt32(uint.MaxValue).ToArray()).ShouldBe(ModelRisk.Review, complete: false);
        ScannedModel.Of(new PickleWriter(4).Op(0x8B).UInt32(int.MaxValue).ToArray()).ShouldBe(ModelRisk.Review, complete: false);
        ScannedModel.Of(new PickleWriter(4).Op(0x95).UInt64(1UL << 62).Int(1).Stop()).ShouldBe(ModelRisk.Review, complete: false);
    }

    [Fact]
    public void A_pickle_hidden_in_bytes_or_in_a_text_is_read()
    {
        var payload = PickleWriter.CallOf("os", "system");
        var inBytes = new PickleWriter(4).Bytes(payload).Stop();
        var inLongBytes = new PickleWriter(4).Bytes([.. payload, .. new byte[1000]]).Stop();
        var inByteArray = new PickleWriter(5).Op(0x96).UInt64((ulong)payload.Length).Raw(payload).Stop();
        var inText = new PickleWriter(4).Text(Encoding.ASCII.GetString(PickleWriter.CallOf("os", "system", protocol: 0))).Stop();
        var inLatin1 = new PickleWriter(2).Global("_codecs", "encode").Text(Encoding.Latin1.GetString(payload)).Text("latin1").Op(0x86).Reduce().Stop();
        var longLatin1 = new PickleWriter(2).Text(Encoding.Latin1.GetString([.. payload, .. new byte[20_000]])).Stop();
        var twice = new PickleWriter(4).Bytes(inBytes).Stop();

        foreach (var hidden in (byte[][])[inBytes, inLongBytes, inByteArray, inText, inLatin1, longLatin1, twice])
            Assert.Equal(ModelRisk.Dangerous, ScannedModel.Of(hidden).Verdict);
        Assert.Contains(ScannedModel.Of(inBytes).Reasons, reason => reason.Text.Fr.StartsWith("Dans les octets en ", StringComparison.Ordinal) && reason.Text.En.StartsWith("In the bytes at ", StringComparison.Ordinal));
    }

    [Fact]
    public void Harmless_bytes_that_look_like_the_start_of_a_pickle_accuse_nobody()
    {
        var pickle = new PickleWriter(4).Mark().Bytes([0x80, 4, (byte)'.', 1, 2, 3]).Bytes([0x80, 2, (byte)'c', 9, 9]).Text("cats\ndogs\n").Text("(see below)").Bytes("PK\x03\x04 not a zip"u8).Tuple();

        ScannedModel.Of(pickle.Stop()).ShouldBe(ModelRisk.Safe);
    }

    [Fact]
    public void Pickles_nested_deeper_than_the_limit_are_incomplete()
    {
        var pickle = PickleWriter.CallOf("os", "system");
        for (var i = 0; i < 8; i++)
            pickle = new PickleWriter(4).Bytes(pickle).Stop();

        var verdict = ScannedModel.Of(pickle);

        Assert.False(verdict.Complete);
        Assert.NotEqual(ModelRisk.Safe, verdict.Verdict);
    }

    [Fact]
    public void A_shared_structure_that_would_unfold_enormously_is_told()
    {
        var bomb = new PickleWriter(4).Op(']').Memoize();
        for (var i = 0; i < 100; i++)
            bomb.Op('2').Op(0x86);

        var verdict = ScannedModel.Of(bomb.Stop());

        Assert.Equal(ModelRisk.Dangerous, verdict.Verdict);
        Assert.Contains("expansion bomb", verdict.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_harmless_in_one_use_is_dangerous_in_any_other()
    {
        var member = new PickleWriter(4).Text("builtins").Text("getattr").StackGlobal().Text("uuid").Text("SafeUUID").StackGlobal().Text("SAFE").Op(0x86).Reduce().Stop();
        var attribute = new PickleWriter(4).Text("builtins").Text("getattr").StackGlobal().Text("numpy").Text("ndarray").StackGlobal().Text("tofile").Op(0x86).Reduce().Stop();
        var kept = new PickleWriter(4).Text("builtins").Text("getattr").StackGlobal().Memoize()
            .Text("uuid").Text("SafeUUID").StackGlobal().Text("SAFE").Op(0x86).Reduce().BinGet(0).Op(0x86).Stop();

        ScannedModel.Of(member).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(attribute).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(kept).ShouldBe(ModelRisk.Dangerous);
    }

    [Theory]
    [InlineData("builtins", "str", "split", ModelRisk.Safe)]
    [InlineData("torch.optim.lr_scheduler", "OneCycleLR", "_annealing_cos", ModelRisk.Safe)]
    [InlineData("transformers.trainer_utils", "IntervalStrategy", "steps", ModelRisk.Review)]
    [InlineData("acme.helpers", "config", "value", ModelRisk.Dangerous)]
    [InlineData("builtins", "str", "__class__", ModelRisk.Dangerous)]
    [InlineData("pandas.core.frame", "DataFrame", "to_pickle", ModelRisk.Dangerous)]
    [InlineData("acme.helpers", "Config", "system", ModelRisk.Dangerous)]
    public void A_method_kept_as_a_value_is_judged_as_its_class_and_by_what_its_name_can_do(string module, string name, string member, ModelRisk risk)
    {
        var kept = new PickleWriter(2).Global("builtins", "getattr").Global(module, name).Text(member).Op(0x86).Reduce().Stop();

        ScannedModel.Of(kept).ShouldBe(risk);
    }

    [Fact]
    public void A_method_that_loading_calls_is_dangerous()
    {
        var called = new PickleWriter(2).Global("builtins", "getattr").Global("builtins", "str").Text("format").Op(0x86).Reduce().Text("{0}").Op(0x85).Reduce().Stop();

        ScannedModel.Of(called).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void A_bound_method_of_a_listed_class_is_a_value_and_one_of_a_third_party_is_looked_at()
    {
        var listed = new PickleWriter(2).Global("builtins", "getattr").Global("torch.optim.lr_scheduler", "OneCycleLR").EmptyTuple().Op(0x81).Text("_annealing_cos").Op(0x86).Reduce().Stop();
        var foreign = new PickleWriter(2).Global("builtins", "getattr").Global("nltk.stem.snowball", "FrenchStemmer").EmptyTuple().Op(0x81).Text("stem").Op(0x86).Reduce().Stop();

        ScannedModel.Of(listed).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(foreign).ShouldBe(ModelRisk.Review);
    }

    [Theory]
    [InlineData("operator", "itemgetter")]
    [InlineData("itertools", "chain")]
    [InlineData("http", "HTTPStatus")]
    [InlineData("string", "Template")]
    [InlineData("builtins", "zip")]
    [InlineData("collections.abc", "Mapping")]
    public void Names_of_the_standard_library_that_reach_nothing_are_safe(string module, string name) =>
        ScannedModel.Of(new PickleWriter(2).Global(module, name).Text("texte").Op(0x85).Reduce().Stop()).ShouldBe(ModelRisk.Safe);

    [Theory]
    [InlineData("print")]
    [InlineData("sorted")]
    [InlineData("map")]
    public void A_function_that_calls_or_prints_is_safe_as_a_value_and_dangerous_when_loading_calls_it(string name)
    {
        var value = new PickleWriter(2).Global("builtins", name).Stop();
        var called = new PickleWriter(2).Global("builtins", name).Text("x").Op(0x85).Reduce().Stop();

        ScannedModel.Of(value).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(called).ShouldBe(ModelRisk.Dangerous);
    }

    [Theory]
    [InlineData("sklearn.utils._joblib", "load")]
    [InlineData("joblib._memmapping_reducer", "loads")]
    [InlineData("numpy.core.umath", "fromfile")]
    [InlineData("numpy", "recfromcsv")]
    [InlineData("numpy.lib.utils", "safe_eval")]
    [InlineData("torch._utils", "_import_dotted_name")]
    public void A_gadget_under_another_name_of_a_trusted_package_is_dangerous(string module, string name) =>
        ScannedModel.Of(new PickleWriter(2).Global(module, name).Text("x").Op(0x85).Reduce().Stop()).ShouldBe(ModelRisk.Dangerous);

    [Fact]
    public void A_function_of_a_third_party_that_is_called_alike_is_looked_at() =>
        ScannedModel.Of(new PickleWriter(2).Global("acme.models", "load_model").Text("x").Op(0x85).Reduce().Stop()).ShouldBe(ModelRisk.Review);

    [Fact]
    public void A_listed_class_whose_constructor_is_given_a_file_is_dangerous_and_without_one_is_safe()
    {
        var file = new PickleWriter(2).Global("xgboost.core", "Booster").EmptyDict().EmptyTuple().Text("/etc/passwd").Op(0x87).Reduce().Stop();
        var own = new PickleWriter(2).Global("xgboost.core", "Booster").EmptyTuple().Op(0x81).EmptyDict().Op((byte)'b').Stop();

        ScannedModel.Of(file).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(own).ShouldBe(ModelRisk.Safe);
    }

    [Fact]
    public void A_type_of_a_value_is_harmless_and_a_type_made_up_is_not()
    {
        var typeOfNone = new PickleWriter(4).Text("builtins").Text("type").StackGlobal().None().Op(0x85).Reduce().Stop();
        var madeUp = new PickleWriter(4).Text("builtins").Text("type").StackGlobal().Text("X").EmptyTuple().EmptyDict().Op(0x87).Reduce().Stop();

        ScannedModel.Of(typeOfNone).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(madeUp).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void A_ufunc_is_judged_by_the_name_it_is_rebuilt_from()
    {
        var ufunc = new PickleWriter(2).Global("numpy.core", "_ufunc_reconstruct").Text("numpy").Text("log1p").Op(0x86).Reduce().Stop();
        var gadget = new PickleWriter(2).Global("numpy.core", "_ufunc_reconstruct").Text("os").Text("system").Op(0x86).Reduce().Text("id").Op(0x85).Reduce().Stop();

        ScannedModel.Of(ufunc).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(gadget).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(gadget).ShouldImport("os", "system", ModelRisk.Dangerous);
    }

    [Fact]
    public void A_scipy_distribution_executes_its_template_so_that_only_the_usual_one_is_safe()
    {
        static byte[] With(string template) => new PickleWriter(2).Global("scipy.stats._continuous_distns", "norm_gen").EmptyTuple().NewObj()
            .EmptyDict().Text("_parse_arg_template").Text(template).Op('s').Build().Stop();

        const string usual = "\ndef _parse_args(self, a, b, loc=0, scale=1):\n    return (a, b, ), loc, scale\n\ndef _parse_args_rvs(self, a, b, loc=0, scale=1, size=None):\n"
            + "    return self._argcheck_rvs(a, b, loc, scale, size=size)\n\ndef _parse_args_stats(self, a, b, loc=0, scale=1, moments='mv'):\n    return (a, b, ), loc, scale, moments\n";

        ScannedModel.Of(With(usual)).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(With("import os\nos.system('id')\n")).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(With(usual.Replace("loc=0", "loc=__import__('os').system('id')", StringComparison.Ordinal))).ShouldBe(ModelRisk.Dangerous);
    }

    [Fact]
    public void Persistent_ids_of_pytorch_are_known_and_others_are_to_be_reviewed()
    {
        var torch = new PickleWriter(2).Mark().Text("storage").Global("torch", "FloatStorage").Text("0").Text("cpu").Int(4).Tuple().Op('Q').Stop();
        var other = new PickleWriter(2).Text("anything").Op('Q').Stop();

        ScannedModel.Of(torch).ShouldBe(ModelRisk.Safe);
        ScannedModel.Of(other).ShouldBe(ModelRisk.Review);
    }

    [Theory]
    [InlineData("README.txt")]
    [InlineData("photo.jpg")]
    [InlineData("model")]
    [InlineData("data.csv")]
    [InlineData("weights.safetensors")]
    public void The_content_decides_whatever_the_name(string name)
    {
        ScannedModel.Of(PickleWriter.CallOf("os", "system"), name).ShouldBe(ModelRisk.Dangerous);
        ScannedModel.Of(PickleWriter.CallOf("os", "system", protocol: 0), name).ShouldBe(ModelRisk.Dangerous);
    }

    [Theory]
    [InlineData("# Title\n\nSome text, with a full stop.\n")]
    [InlineData("code\nFR\nDE\n")]
    [InlineData("import os\nimport sys\n")]
    [InlineData("name,age\nada,36\n")]
    [InlineData("(a list) of things.\n")]
    [InlineData("N.B. this is a note.\n")]
    [InlineData("I like it.\n")]
    [InlineData("cats\ndogs\n")]
    [InlineData("Valid text, it seems.")]
    [InlineData("")]
    public void A_text_is_no_model_and_nobody_vouches_for_it(string text)
    {
        var verdict = ScannedModel.Of(Encoding.UTF8.GetBytes(text), "notes.txt");

        verdict.ShouldBe(ModelRisk.Review, complete: text.Length == 0);
        Assert.Contains(verdict.Format, ModelFormats.AreNoModels.AsEnumerable());
    }

    [Fact]
    public void A_file_named_as_a_pickle_that_is_none_is_incomplete() =>
        ScannedModel.Of("not a pickle at all"u8.ToArray(), "model.pkl").ShouldBe(ModelRisk.Review, complete: false);

    [Fact]
    public void A_program_that_bears_the_name_of_a_model_is_dangerous() =>
        ScannedModel.Of([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, .. new byte[64]], "model.pt").ShouldBe(ModelRisk.Dangerous);

    [Fact]
    public void Opcodes_beyond_the_limit_make_the_reading_incomplete_and_keep_what_was_found()
    {
        var pickle = new PickleWriter(4).Text("os").Text("system").StackGlobal();
        for (var i = 0; i < 50_000; i++)
            pickle.None().Pop();

        var verdict = ScannedModel.Of(pickle.Stop(), limits: new ModelScanLimits { Opcodes = 10_000 });

        verdict.ShouldBe(ModelRisk.Dangerous, complete: false);
    }

    [Fact]
    public void Old_values_are_let_go_and_names_used_before_are_still_known()
    {
        var pickle = new PickleWriter(4).Text("collections").Memoize().Text("OrderedDict").Memoize().StackGlobal().Memoize().Op(']');
        for (var i = 0; i < 400_000; i++)
            pickle.Text($"a rather long text that is no name, number {i}, to be forgotten").Memoize().Op('a');
        pickle.BinGet(0).BinGet(1).StackGlobal().EmptyTuple().Reduce().Op('a').Text("os").Text("system").StackGlobal().Op('a');

        var verdict = ScannedModel.Of(pickle.Stop());

        verdict.ShouldBe(ModelRisk.Dangerous);
        Assert.Equal(2, verdict.Globals.Count);
    }

    [Fact]
    public void Reasons_quote_the_file_without_its_control_characters()
    {
        var verdict = ScannedModel.Of(PickleWriter.CallOf("os\u001b[31m", "sys\u202Etem"));

        Assert.DoesNotContain(verdict.Text(), letter => char.IsControl(letter) && letter != '\n');
        Assert.DoesNotContain(verdict.Globals, import => import.Module.Contains('\u001b', StringComparison.Ordinal) || import.Name.Contains('\u202E', StringComparison.Ordinal));
    }
}
