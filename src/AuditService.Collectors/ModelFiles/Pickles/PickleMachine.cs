using System.Globalization;
using System.Text;
using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>
/// Runs one pickle stream without doing anything of what it asks: the stack holds symbols, a call stays a call. It goes on wherever some Python
/// reader might, so that what it sees is at least what any of them would do.
/// </summary>
/// <remarks>
/// The stack follows the readers of Python 3: a mark fences off what is below it. Frames are only counted, as the C reader does; where the
/// Python reader would stop at a frame that does not fit, the disagreement is told.
/// </remarks>
internal sealed class PickleMachine
{
    private const int NamesKept = 1024;
    private const int OpcodesPerCheck = 4096;
    private const long CompactAfter = 64L * 1024 * 1024;
    private const int KeptWhenCompacting = 4096;
    private const int LongestEscaped = 4 * 1024 * 1024;
    private const double ExpansionWorthTelling = 1e6;
    private const double ExpansionOfABomb = 1e9;
    private const long IndexWorthTelling = 1_000_000;
    private const long IndexOfABomb = 50_000_000;

    /// <summary>What a model shares (types, an array between estimators) multiplies its values by less than this; a chain of doublings by far more.</summary>
    private const double HonestSharing = 1000;


    private readonly ContentReader reader;
    private readonly PickleSession session;
    private readonly ModelReading reading;
    private readonly PickleMemo memo;
    private readonly PickleMemo? inherited;
    private readonly List<int> marks = [];
    private readonly Dictionary<(string Module, string Name), ConditionalUse> conditions = [];
    private SymbolicValue[] stack = new SymbolicValue[64];
    private int count;
    private long opcodeAt;
    private long frameEnd;
    private long allocated;
    private int untilCheck = OpcodesPerCheck;
    private long afterFrame;

    /// <param name="reader">Stands at the first opcode.</param>
    /// <param name="session">What the streams of the content share.</param>
    /// <param name="reading">Takes what is found.</param>
    /// <param name="outer">The machine whose memo and stack this one starts with, or null for a fresh start.</param>
    public PickleMachine(ContentReader reader, PickleSession session, ModelReading reading, PickleMachine? outer = null)
    {
        this.reader = reader;
        this.session = session;
        this.reading = reading;
        memo = new PickleMemo(session.Scan.Limits.MemoValues);
        inherited = outer?.memo;
        for (var i = Math.Max(0, (outer?.count ?? 0) - 64); i < (outer?.count ?? 0); i++)
            Push(outer!.stack[i]);
    }

    /// <summary>The highest protocol announced.</summary>
    public int Protocol { get; private set; }

    /// <summary>What the stream would give, once it reached STOP.</summary>
    public SymbolicValue? Result { get; private set; }

    /// <summary>Opcodes executed.</summary>
    public long Executed { get; private set; }

    public bool HasArrays { get; private set; }

    /// <summary>
    /// Runs to STOP. False when the stream broke before: <paramref name="fault"/> says how. Limits and cancellation are thrown.
    /// </summary>
    public bool Run(out PickleFault? fault, long maximumOpcodes = long.MaxValue)
    {
        fault = null;
        try
        {
            while (Executed < maximumOpcodes)
            {
                opcodeAt = reader.Position;
                var opcode = reader.ReadByteOrEnd();
                if (opcode < 0)
                {
                    fault = new PickleFault(opcodeAt, "fin du contenu avant STOP", "the content ends before STOP");
                    return false;
                }
                Executed++;
                if (--untilCheck == 0)
                {
                    untilCheck = OpcodesPerCheck;
                    session.Scan.Budget.SpendOpcodes(OpcodesPerCheck);
                    if (allocated > CompactAfter)
                        Compact();
                }
                if (opcode == Opcodes.Stop)
                {
                    Result = Pop();
                    return true;
                }
                Execute((byte)opcode);
                CheckFrame();
            }
            fault = new PickleFault(opcodeAt, "trop d'instructions", "too many opcodes");
            return false;
        }
        catch (PickleFaultException broken)
        {
            fault = broken.Fault;
        }
        catch (EndOfStreamException)
        {
            fault = new PickleFault(opcodeAt, "fin du contenu au milieu d'une instruction", "the content ends inside an opcode");
        }
        catch (InvalidDataException damaged)
        {
            fault = new PickleFault(opcodeAt, "données compressées abîmées", damaged.Message.TrimEnd('.'));
        }
        finally
        {
            session.Scan.Budget.SpendOpcodes(OpcodesPerCheck - untilCheck);
            SettleConditions();
        }
        return false;
    }

    private void Execute(byte opcode)
    {
        switch (opcode)
        {
            case Opcodes.Proto:
                ReadProtocol();
                break;
            case Opcodes.Frame:
                OpenFrame();
                break;

            case Opcodes.Mark:
                marks.Add(count);
                break;
            case Opcodes.Pop:
                if (count > Floor)
                    Pop();
                else
                    PopMark();
                break;
            case Opcodes.PopMark:
                PopMark();
                break;
            case Opcodes.Dup:
                var top = Top();
                CountPush(top);
                Push(top);
                break;

            case Opcodes.None:
                Push(OpaqueValue.None);
                break;
            case Opcodes.NewTrue:
                Push(OpaqueValue.True);
                break;
            case Opcodes.NewFalse:
                Push(OpaqueValue.False);
                break;
            case Opcodes.Int:
                Push(TextNumber());
                break;
            case Opcodes.BinInt:
                Push(IntegerValue.Of(reader.ReadInt32()));
                break;
            case Opcodes.BinInt1:
                Push(IntegerValue.Of(reader.ReadByte()));
                break;
            case Opcodes.BinInt2:
                Push(IntegerValue.Of(reader.ReadUInt16()));
                break;
            case Opcodes.Long:
                Push(TextNumber());
                break;
            case Opcodes.Long1:
                Push(LongNumber(reader.ReadByte()));
                break;
            case Opcodes.Long4:
                var size = reader.ReadInt32();
                if (size < 0)
                    throw Fault("longueur négative", "a negative length");
                Push(LongNumber(size));
                break;
            case Opcodes.Float:
                reader.ReadLine(0, out _);
                Push(OpaqueValue.Number);
                break;
            case Opcodes.BinFloat:
                reader.Skip(8);
                Push(OpaqueValue.Number);
                break;

            case Opcodes.String:
                PushQuoted();
                break;
            case Opcodes.Unicode:
                PushRawUnicode();
                break;
            case Opcodes.BinString:
                PushOldString(NonNegative(reader.ReadInt32()));
                break;
            case Opcodes.ShortBinString:
                PushOldString(reader.ReadByte());
                break;
            case Opcodes.BinUnicode:
                PushText(reader.ReadUInt32());
                break;
            case Opcodes.ShortBinUnicode:
                PushText(reader.ReadByte());
                break;
            case Opcodes.BinUnicode8:
                PushText(reader.ReadUInt64());
                break;
            case Opcodes.BinBytes:
                PushBytes(reader.ReadUInt32());
                break;
            case Opcodes.ShortBinBytes:
                PushBytes(reader.ReadByte());
                break;
            case Opcodes.BinBytes8:
            case Opcodes.ByteArray8:
                PushBytes(reader.ReadUInt64());
                break;
            case Opcodes.NextBuffer:
                Push(OpaqueValue.Buffer);
                break;
            case Opcodes.ReadOnlyBuffer:
                Top();
                break;

            case Opcodes.EmptyTuple:
                Push(TupleValue.Empty);
                break;
            case Opcodes.Tuple:
                PushTuple(count - LastMark());
                DropMark();
                break;
            case Opcodes.Tuple1:
                PushTuple(1);
                break;
            case Opcodes.Tuple2:
                PushTuple(2);
                break;
            case Opcodes.Tuple3:
                PushTuple(3);
                break;
            case Opcodes.EmptyList:
            case Opcodes.EmptySet:
                PushNew(new ListValue(), 64);
                break;
            case Opcodes.List:
            case Opcodes.FrozenSet:
                var list = new ListValue();
                AddMarked(list);
                PushNew(list, 64);
                break;
            case Opcodes.Append:
                var appended = Pop();
                AddTo(Top(), appended);
                break;
            case Opcodes.Appends:
            case Opcodes.AddItems:
                AppendMarked();
                break;
            case Opcodes.EmptyDict:
                PushNew(new DictValue(), 128);
                break;
            case Opcodes.Dict:
                var dict = new DictValue();
                SetMarked(dict);
                PushNew(dict, 128);
                break;
            case Opcodes.SetItem:
                var item = Pop();
                var key = Pop();
                SetIn(Top(), key, item);
                break;
            case Opcodes.SetItems:
                SetItems();
                break;

            case Opcodes.Put:
                Memoize(TextIndex());
                break;
            case Opcodes.BinPut:
                Memoize(reader.ReadByte());
                break;
            case Opcodes.LongBinPut:
                Memoize(reader.ReadUInt32());
                break;
            case Opcodes.Memoize:
                Memoize(memo.Count);
                break;
            case Opcodes.Get:
                Recall(TextIndex());
                break;
            case Opcodes.BinGet:
                Recall(reader.ReadByte());
                break;
            case Opcodes.LongBinGet:
                Recall(reader.ReadUInt32());
                break;

            case Opcodes.PersId:
                reader.ReadLine(0, out _);
                Push(OpaqueValue.PersistentObject);
                session.MeetPersistentId(null, reading);
                break;
            case Opcodes.BinPersId:
                Push(session.MeetPersistentId(Pop(), reading));
                break;

            case Opcodes.Global:
                var module = Name(out var moduleIsWhole);
                var name = Name(out var nameIsWhole);
                Push(moduleIsWhole && nameIsWhole ? Import(module, name) : UnknownImport("nom démesuré", "oversized name"));
                break;
            case Opcodes.StackGlobal:
                ImportFromStack();
                break;
            case Opcodes.Ext1:
                Extension(reader.ReadByte());
                break;
            case Opcodes.Ext2:
                Extension(reader.ReadUInt16());
                break;
            case Opcodes.Ext4:
                Extension(reader.ReadInt32());
                break;

            case Opcodes.Inst:
                Instantiate();
                break;
            case Opcodes.Obj:
                BuildObject();
                break;
            case Opcodes.Reduce:
                var arguments = Pop();
                Push(Call(Pop(), arguments, isClassOnly: false));
                break;
            case Opcodes.NewObj:
                var newArguments = Pop();
                Push(Call(Pop(), newArguments, isClassOnly: true));
                break;
            case Opcodes.NewObjEx:
                Pop();
                var exArguments = Pop();
                Push(Call(Pop(), exArguments, isClassOnly: true));
                break;
            case Opcodes.Build:
                Build();
                break;

            default:
                throw Fault($"instruction inconnue 0x{opcode:X2}", $"unknown opcode 0x{opcode:X2}");
        }
    }

    private int Floor => marks.Count == 0 ? 0 : marks[^1];

    private void Push(SymbolicValue value)
    {
        if (count == stack.Length)
        {
            if (count >= session.Scan.Limits.StackValues)
                throw new ScanLimitException("la pile du pickle est trop haute", "the pickle's stack is too high");
            Array.Resize(ref stack, count * 2);
        }
        stack[count++] = value;
    }

    private void PushNew(SymbolicValue value, int cost)
    {
        allocated += cost;
        Weigh(value);
        Push(value);
    }

    /// <summary>Containers that hold the same containers again and again: whoever prints, copies or compares what is loaded never ends.</summary>
    private void Weigh(SymbolicValue value)
    {
        if (value.Expanded <= ExpansionWorthTelling || value.Expanded <= HonestSharing * Executed)
            return;
        reading.Say(
            value.Expanded > ExpansionOfABomb ? ModelRisk.Dangerous : ModelRisk.Review,
            "Des valeurs partagées à répétition donneraient un objet démesuré (bombe d'expansion).",
            "Values shared again and again would unfold into an enormous object (expansion bomb).");
    }

    private SymbolicValue Pop()
    {
        if (count <= Floor)
            throw Fault("la pile est vide", "the stack is empty");
        var value = stack[--count];
        stack[count] = null!;
        return value;
    }

    private SymbolicValue Top() => count > Floor ? stack[count - 1] : throw Fault("la pile est vide", "the stack is empty");

    private int LastMark() => marks.Count > 0 ? marks[^1] : throw Fault("aucune marque sur la pile", "no mark on the stack");

    private void DropMark() => marks.RemoveAt(marks.Count - 1);

    private void PopMark()
    {
        Cut(LastMark());
        DropMark();
    }

    private void Cut(int height)
    {
        Array.Clear(stack, height, count - height);
        count = height;
    }

    private PickleFaultException Fault(string french, string english) => new(new PickleFault(opcodeAt, french, english));

    private int NonNegative(int value) => value >= 0 ? value : throw Fault("longueur négative", "a negative length");

    private void ReadProtocol()
    {
        int protocol = reader.ReadByte();
        if (protocol > Opcodes.HighestProtocol)
            throw Fault($"protocole pickle {protocol} inconnu", $"unknown pickle protocol {protocol}");
        if (Executed > 1)
        {
            reading.Note(
                $"Le protocole est annoncé une seconde fois, à l'octet {opcodeAt} : aucun sérialiseur ne le fait.",
                $"The protocol is announced again at byte {opcodeAt}: no serialiser does that.");
        }
        Protocol = Math.Max(Protocol, protocol);
    }

    private void OpenFrame()
    {
        var length = reader.ReadUInt64();
        if (reader.IsBeyondEnd(length) || length > long.MaxValue / 2)
            throw Fault("un cadre dépasse la fin du contenu", "a frame runs beyond the end");
        if (opcodeAt < frameEnd)
            Disagree();
        frameEnd = reader.Position + (long)length;
    }

    private void CheckFrame()
    {
        if (opcodeAt < frameEnd && reader.Position > frameEnd)
            Disagree();
        if (afterFrame > 0 && reader.Position >= frameEnd)
        {
            var skipped = afterFrame;
            afterFrame = 0;
            reader.Skip(skipped);
        }
    }

    private void Disagree() => reading.Doubt(
        "Des cadres de pickle se chevauchent : les lecteurs de Python ne s'accordent pas sur un tel flux.",
        "Pickle frames overlap: Python's readers do not agree on such a stream.");

    private SymbolicValue TextNumber()
    {
        var line = Encoding.ASCII.GetString(reader.ReadLine(64, out var length));
        if (length > 64)
            return OpaqueValue.Number;
        var digits = line.Trim().TrimEnd('L');
        if (digits is "00" or "01" && line.Length == 2)
            return digits is "01" ? OpaqueValue.True : OpaqueValue.False;
        if (digits.Length > 16 && System.Numerics.BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big) && big == TorchMagicNumber)
            return OpaqueValue.TorchMagic;
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? IntegerValue.Of(value) : OpaqueValue.Number;
    }

    private static readonly System.Numerics.BigInteger TorchMagicNumber =
        System.Numerics.BigInteger.Parse("01950A86A20F9469CFC6C", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private SymbolicValue LongNumber(int size)
    {
        if (size > 16)
        {
            reader.Skip(size);
            return OpaqueValue.Number;
        }
        var value = new System.Numerics.BigInteger(reader.Read(stackalloc byte[size]));
        if (value == TorchMagicNumber)
            return OpaqueValue.TorchMagic;
        return value >= long.MinValue && value <= long.MaxValue ? IntegerValue.Of((long)value) : OpaqueValue.Number;
    }

    private void PushQuoted()
    {
        var line = reader.ReadLine(LongestEscaped, out var length).AsSpan().Trim(" \t\r\f\v"u8);
        if (length > TextValue.Maximum)
        {
            PushLong(PythonEscapes.Decode(line.Trim("'\""u8)), length);
            return;
        }
        if (line.Length < 2 || line[0] != line[^1] || line[0] is not ((byte)'"' or (byte)'\''))
            throw Fault("texte sans guillemets", "a string without quotes");
        PushOwnText(PythonEscapes.Decode(line[1..^1]), line.Length);
    }

    private void PushRawUnicode()
    {
        var line = reader.ReadLine(LongestEscaped, out var length);
        if (length > TextValue.Maximum)
            PushLong(PythonEscapes.DecodeRawUnicode(line), length);
        else
            PushOwnText(PythonEscapes.DecodeRawUnicode(line), line.Length);
    }

    /// <summary>A long text of protocol 0 is escaped: only what it means can be looked at, so that it is held for a moment.</summary>
    private void PushLong(string text, long length)
    {
        if (length > LongestEscaped && HiddenModel.MayStart(text))
            reading.IncompleteAt(opcodeAt, "un texte qui ressemble à un modèle est trop long", "a text that looks like a model is too long");
        Push(length <= LongestEscaped && session.MeetText(text, opcodeAt, reading) ? OpaqueValue.LongTextRead : OpaqueValue.LongText);
    }

    private void PushOldString(int length)
    {
        if (length > TextValue.Maximum)
        {
            PushBytes((ulong)length);
            return;
        }
        var bytes = new byte[length];
        reader.Read(bytes);
        // Latin-1 keeps every byte; a name is ASCII in any case.
        PushOwnText(Encoding.Latin1.GetString(bytes), length);
    }

    private void PushText(ulong length)
    {
        if (reader.IsBeyondEnd(length))
            throw Fault("un texte dépasse la fin du contenu", "a text runs beyond the end");
        if (length > TextValue.Maximum)
        {
            var isModel = session.MeetLongText(reader.PeekUpTo(64), reader.Position, (long)length, reading);
            reader.Skip((long)length);
            Push(isModel ? OpaqueValue.LongTextRead : OpaqueValue.LongText);
            return;
        }
        var bytes = new byte[(int)length];
        reader.Read(bytes);
        PushOwnText(Encoding.UTF8.GetString(bytes), bytes.Length);
    }

    private void PushOwnText(string text, int bytes)
    {
        allocated += 48 + 2L * bytes;
        Push(new TextValue(text) { WasRead = session.MeetText(text, opcodeAt, reading) });
    }

    private void PushBytes(ulong length)
    {
        if (reader.IsBeyondEnd(length) || length > long.MaxValue / 2)
            throw Fault("des octets dépassent la fin du contenu", "bytes run beyond the end");
        var wasRead = session.MeetBytes(reader.PeekUpTo((int)Math.Min(length, 32)), reader.Position, (long)length, reading);
        byte[]? content = null;
        if (length <= BytesValue.Maximum)
        {
            content = new byte[(int)length];
            reader.Read(content);
        }
        else
        {
            reader.Skip((long)length);
        }
        PushNew(new BytesValue(content, (long)length) { WasRead = wasRead }, 48 + (content?.Length ?? 0));
    }

    private void PushTuple(int size)
    {
        if (count - size < Floor)
            throw Fault("la pile est vide", "the stack is empty");
        var tuple = size == 0 ? TupleValue.Empty : new TupleValue(stack.AsSpan(count - size, size));
        Cut(count - size);
        PushNew(tuple, 56 + 8 * size);
    }

    private void AddMarked(ListValue list)
    {
        var mark = LastMark();
        for (var i = mark; i < count; i++)
            list.Add(stack[i]);
        PopMark();
    }

    private void SetMarked(DictValue dict)
    {
        var mark = LastMark();
        if ((count - mark) % 2 != 0)
            throw Fault("dictionnaire à nombre impair d'éléments", "a dictionary with an odd number of items");
        for (var i = mark; i < count; i += 2)
            dict.Set(stack[i], stack[i + 1]);
        PopMark();
    }

    private void AppendMarked()
    {
        var mark = LastMark();
        var below = marks.Count > 1 ? marks[^2] : 0;
        if (mark <= below)
            throw Fault("aucune liste sous la marque", "no list below the mark");
        var target = stack[mark - 1];
        for (var i = mark; i < count; i++)
            AddTo(target, stack[i]);
        PopMark();
    }

    private void SetItems()
    {
        var mark = LastMark();
        var below = marks.Count > 1 ? marks[^2] : 0;
        if (mark <= below)
            throw Fault("aucun dictionnaire sous la marque", "no dictionary below the mark");
        if ((count - mark) % 2 != 0)
            throw Fault("dictionnaire à nombre impair d'éléments", "a dictionary with an odd number of items");
        var target = stack[mark - 1];
        for (var i = mark; i < count; i += 2)
            SetIn(target, stack[i], stack[i + 1]);
        PopMark();
    }

    private void AddTo(SymbolicValue target, SymbolicValue item)
    {
        if (target is ListValue list)
            list.Add(item);
        else if (target is InstanceValue instance)
            instance.Hold(item);
        else
            RefuseChange(target);
        Weigh(target);
        allocated += 8;
    }

    private void SetIn(SymbolicValue target, SymbolicValue key, SymbolicValue item)
    {
        if (target is DictValue dict)
        {
            dict.Set(key, item);
        }
        else if (target is InstanceValue instance)
        {
            instance.Hold(key);
            instance.Hold(item);
        }
        else
        {
            RefuseChange(target);
        }
        Weigh(target);
        allocated += 16;
    }

    /// <summary>Writing into an imported name itself changes what the next import of it gives (arXiv 2607.17503, "ShadowPickle").</summary>
    private void RefuseChange(SymbolicValue target)
    {
        if (target is GlobalValue global)
        {
            reading.Accuse(
                $"Modifie le nom importé {Show(global)} lui-même, à l'octet {opcodeAt} : rien de sérialisé n'en a besoin.",
                $"Changes the imported name {Show(global)} itself at byte {opcodeAt}: nothing serialised needs that.");
        }
    }

    private long TextIndex() =>
        long.TryParse(Encoding.ASCII.GetString(reader.ReadLine(32, out _)).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) && index >= 0
            ? index
            : throw Fault("indice de mémo illisible", "an unreadable memo index");

    private void Memoize(long index)
    {
        allocated += 16;
        if (index > IndexWorthTelling && index > HonestSharing * Executed)
        {
            reading.Say(
                index > IndexOfABomb ? ModelRisk.Dangerous : ModelRisk.Review,
                "Un indice de mémo démesuré fait réserver au chargement une mémoire sans rapport avec le fichier.",
                "An enormous memo index makes loading reserve memory out of all proportion to the file.");
        }
        memo.Put(index, Top());
    }

    private void Recall(long index)
    {
        if (memo.TryGet(index, out var value) || inherited is not null && inherited.TryGet(index, out value))
        {
            CountPush(value);
            Push(value);
            return;
        }
        if (memo.HasForgotten)
        {
            Push(OpaqueValue.Forgotten);
            return;
        }
        reading.IncompleteAt(opcodeAt, "il lit un mémo jamais écrit", "it reads a memo entry that was never written");
        reading.Accuse(
            $"Lit à l'octet {opcodeAt} un mémo jamais écrit : un flux fait pour égarer les outils d'analyse.",
            $"Reads a memo entry at byte {opcodeAt} that was never written: a stream made to mislead scanners.");
        Push(OpaqueValue.Unknown);
    }

    private string Name(out bool isWhole)
    {
        var line = reader.ReadLine(NamesKept, out var length);
        isWhole = length <= NamesKept;
        return Encoding.UTF8.GetString(line);
    }

    private GlobalValue Import(string module, string name)
    {
        var verdict = session.Judge(module, name);
        ConditionalUse? condition = null;
        if (CallRules.IsConditional(verdict))
        {
            if (!conditions.TryGetValue((module, name), out condition))
                conditions[(module, name)] = condition = new ConditionalUse(module, name, opcodeAt, verdict) { IsValueOnly = CallRules.IsValueOnly(verdict) };
            condition.Pushed++;
        }
        else
        {
            session.Report(module, name, verdict, opcodeAt, reading);
        }
        allocated += 80;
        return new GlobalValue(module, name, verdict, condition);
    }

    private void CountPush(SymbolicValue value)
    {
        // A probe follows what would happen elsewhere: it does not count here.
        if (inherited is null && value is GlobalValue { Condition: { } condition })
            condition.Pushed++;
    }

    private OpaqueValue UnknownImport(string french, string english)
    {
        reading.Accuse(
            $"Import d'un nom que la lecture ne peut pas établir, à l'octet {opcodeAt} ({french}).",
            $"Imports a name that reading cannot establish, at byte {opcodeAt} ({english}).");
        return OpaqueValue.Unknown;
    }

    private void ImportFromStack()
    {
        var name = Pop();
        var module = Pop();
        if (module is TextValue moduleText && name is TextValue nameText)
        {
            moduleText.IsPinned = nameText.IsPinned = true;
            Push(Import(moduleText.Text, nameText.Text));
            return;
        }
        if (module == OpaqueValue.Forgotten || name == OpaqueValue.Forgotten)
        {
            reading.IncompleteAt(opcodeAt, "un nom importé n'est plus en mémoire", "an imported name is no longer held");
            Push(OpaqueValue.Forgotten);
            return;
        }
        Push(UnknownImport("le nom n'est pas un texte constant", "the name is no constant text"));
    }

    private void Extension(int number)
    {
        reading.Accuse(
            $"Import par numéro d'extension ({number}), à l'octet {opcodeAt} : ce qu'il désigne dépend de la machine qui charge.",
            $"Imports by extension number ({number}) at byte {opcodeAt}: what it names depends on the machine that loads.");
        Push(OpaqueValue.Unknown);
    }

    private void Instantiate()
    {
        var module = Name(out var moduleIsWhole);
        var name = Name(out var nameIsWhole);
        var mark = LastMark();
        var arguments = new TupleValue(stack.AsSpan(mark, count - mark));
        PopMark();
        SymbolicValue type = moduleIsWhole && nameIsWhole ? Import(module, name) : UnknownImport("nom démesuré", "oversized name");
        Push(Call(type, arguments, isClassOnly: false));
    }

    private void BuildObject()
    {
        var mark = LastMark();
        if (count == mark)
            throw Fault("aucune classe après la marque", "no class after the mark");
        var type = stack[mark];
        var arguments = new TupleValue(stack.AsSpan(mark + 1, count - mark - 1));
        PopMark();
        Push(Call(type, arguments, isClassOnly: false));
    }

    private SymbolicValue Call(SymbolicValue callable, SymbolicValue arguments, bool isClassOnly)
    {
        var known = arguments as TupleValue ?? TupleValue.Empty;
        allocated += 80;
        switch (callable)
        {
            case GlobalValue global:
                return CallRules.Apply(global, known, isClassOnly, session, reading, opcodeAt);
            case OpaqueValue when callable == OpaqueValue.Forgotten:
                reading.IncompleteAt(opcodeAt, "une fonction appelée n'est plus en mémoire", "a called function is no longer held");
                return OpaqueValue.Forgotten;
            default:
                reading.Accuse(
                    $"Appelle à l'octet {opcodeAt} une fonction calculée pendant le chargement.",
                    $"Calls at byte {opcodeAt} a function that is computed while loading.");
                return OpaqueValue.Unknown;
        }
    }

    private void Build()
    {
        var state = Pop();
        var target = Top();
        if (target is GlobalValue global)
        {
            RefuseChange(global);
            return;
        }
        CallRules.CheckState(target as InstanceValue, state, session, reading, opcodeAt);
        if (target is not InstanceValue instance)
            return;
        if (session.Setting.HasInlineArrays && instance.Type is { } type && CallRules.IsNumpyWrapper(type.Verdict))
        {
            stack[count - 1] = ReadArray(instance, state);
            return;
        }
        instance.State = state;
    }

    /// <summary>joblib puts an array's bytes right behind the BUILD of its wrapper: its reader takes them from the file, not from the opcodes.</summary>
    private OpaqueValue ReadArray(InstanceValue wrapper, SymbolicValue state)
    {
        HasArrays = true;
        var array = JoblibArray.From(wrapper, state);
        if (array is null)
        {
            reading.IncompleteAt(opcodeAt, "un tableau joblib n'est pas décrit", "a joblib array is not described");
            throw Fault("tableau joblib de taille inconnue", "a joblib array of unknown size");
        }
        wrapper.State = state;
        if (array.Contradiction)
        {
            reading.Accuse(
                $"Le type du tableau joblib à l'octet {opcodeAt} se contredit : les lecteurs n'en prendraient pas les mêmes octets.",
                $"The type of the joblib array at byte {opcodeAt} contradicts itself: readers would not take the same bytes for it.");
        }
        if (reader.Position < frameEnd)
        {
            reading.Accuse(
                $"Un tableau joblib est annoncé au milieu d'un cadre, à l'octet {opcodeAt} : joblib n'écrit jamais ainsi.",
                $"A joblib array is announced in the middle of a frame at byte {opcodeAt}: joblib never writes so.");
            if (array.HasObjects)
                throw Fault("tableau d'objets au milieu d'un cadre", "an object array in the middle of a frame");
            // joblib would take the array's bytes from behind the frame, and run the rest of the frame after that.
            afterFrame += array.Bytes;
            return OpaqueValue.NumpyArray;
        }
        // The frame ended with the BUILD: what follows is the array.
        frameEnd = 0;
        if (array.HasObjects)
        {
            ReadNestedArray();
            return OpaqueValue.NumpyArray;
        }
        session.ProbeArray(reader, this, reading);
        if (array.HasPadding)
            reader.Skip(reader.ReadByte());
        if (reader.IsBeyondEnd((ulong)array.Bytes))
            throw Fault("un tableau dépasse la fin du contenu", "an array runs beyond the end");
        reader.Skip(array.Bytes);
        return OpaqueValue.NumpyArray;
    }

    private void ReadNestedArray()
    {
        var nested = session.Enter();
        if (nested is null)
            throw Fault("pickles imbriqués trop profonds", "pickles nested too deep");
        var machine = new PickleMachine(reader, nested, reading);
        if (!machine.Run(out var fault))
            throw new PickleFaultException(fault!);
    }

    /// <summary>Names whose only harmless use was not the only one.</summary>
    private void SettleConditions()
    {
        foreach (var use in conditions.Values)
        {
            session.Report(use.Module, use.Name, use.IsHarmless ? use.Verdict with { Risk = ModelRisk.Safe, Why = null } : CallRules.Misused(use.Verdict), use.Offset, reading);
        }
        conditions.Clear();
    }

    /// <summary>Lets go of old values, so that memory stays bounded however long the stream is. Imports were reported when they were met.</summary>
    private void Compact()
    {
        allocated = 0;
        var texts = 20_000;
        memo.Replace(Keep);
        for (var i = 0; i < count - KeptWhenCompacting; i++)
            stack[i] = Keep(stack[i]);

        SymbolicValue Keep(SymbolicValue value) => value switch
        {
            GlobalValue or OpaqueValue or IntegerValue => value,
            TextValue { IsPinned: true } => value,
            TextValue { Text.Length: <= 100 } text when PythonEscapes.IsIdentifierPath(text.Text) && --texts > 0 => value,
            InstanceValue { Type: { } type } when type.Is("numpy", "dtype") && --texts > 0 => value,
            ListValue or DictValue or InstanceValue { Nodes: > 1 } or TupleValue or BytesValue or TextValue or InstanceValue => Faded(value),
            _ => OpaqueValue.Forgotten,
        };
    }

    /// <summary>The shell of a value: what may be done to it stays known, its contents do not.</summary>
    private static SymbolicValue Faded(SymbolicValue value) => value switch
    {
        InstanceValue { Type: { } type } => new InstanceValue(type, TupleValue.Empty),
        _ => OpaqueValue.Forgotten,
    };

    private static string Show(GlobalValue global) => ModelReading.Quote($"{global.Module}.{global.Name}", 120);
}

/// <summary>Where and how a stream broke.</summary>
internal sealed record PickleFault(long Offset, string French, string English);

internal sealed class PickleFaultException(PickleFault fault) : Exception(fault.English)
{
    public PickleFault Fault { get; } = fault;
}
