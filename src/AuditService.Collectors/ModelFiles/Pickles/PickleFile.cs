using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles.Pickles;

/// <summary>
/// A content that holds pickles: one or several streams in a row (several dumps, PyTorch's first format), then perhaps tensors, padding, or
/// something that no pickle reader would look at and that we do.
/// </summary>
internal sealed class PickleFile(ModelInspection scan, ModelContent content, ModelReading reading, int depth, PickleSetting setting)
{
    private const int MaximumStreams = 1_000_000;
    private const int StreamsOfLegacyTorch = 5;

    private readonly PickleSession session = new(scan, content, depth, setting);
    private int streams;
    private bool isLegacyTorch;
    private bool isTentative;

    /// <param name="scan">Limits, lists, and where nested contents are read.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="reading">Takes what is found.</param>
    /// <param name="depth">How deep the content is nested.</param>
    /// <param name="setting">How to read.</param>
    /// <param name="isCertain">False when only the reading tells whether this is a pickle at all: text that happens to start like one is none.</param>
    /// <returns>False when it is no pickle; then nothing was added to the reading.</returns>
    public static bool Read(ModelInspection scan, ModelContent content, ModelReading reading, int depth, PickleSetting setting, bool isCertain) =>
        new PickleFile(scan, content, reading, depth, setting).Read(isCertain);

    private bool Read(bool isCertain)
    {
        using var reader = new ContentReader(content.Open(), content.Length);
        try
        {
            while (!reader.IsAtEnd && streams < MaximumStreams)
            {
                if (isLegacyTorch && streams >= StreamsOfLegacyTorch)
                {
                    SkipStorages(reader);
                    break;
                }
                if (streams > 0 && !SkipPadding(reader))
                    break;
                var start = reader.Position;
                switch (ReadStream(reader, streams == 0 ? isCertain : reader.Peek() == Opcodes.Proto))
                {
                    case StreamEnd.IsNoPickle when streams == 0 || isTentative && reading.Imports.Count == 0:
                        reading.Format = ModelFormats.Unknown;
                        return false;
                    case StreamEnd.IsNoPickle:
                        ReadTrailing(start);
                        return true;
                    case StreamEnd.Broken:
                        return true;
                }
                streams++;
            }
        }
        catch (InvalidDataException damaged)
        {
            reading.Incomplete("données compressées abîmées", damaged.Message.TrimEnd('.'));
        }
        catch (EndOfStreamException)
        {
            reading.Incomplete("contenu tronqué", "the content is truncated");
        }
        if (streams == MaximumStreams)
            reading.Incomplete("trop de pickles à la suite", "too many pickles in a row");
        if (streams == 0)
            reading.Incomplete("contenu vide", "the content is empty");
        return true;
    }

    private StreamEnd ReadStream(ContentReader reader, bool isCertain)
    {
        var found = new ModelReading();
        var machine = new PickleMachine(reader, session, found);
        var hasStopped = false;
        PickleFault? fault = null;
        try
        {
            hasStopped = machine.Run(out fault);
        }
        catch (Exception limit) when (limit is ScanLimitException or ModelFormatException)
        {
            // What was found before the limit stands.
            if (isCertain || found.Imports.Any(session.IsCertainDanger))
                Accept(found, machine);
            throw;
        }
        if (!isCertain && !IsPlausible(reader, found, hasStopped))
            return StreamEnd.IsNoPickle;
        Accept(found, machine);
        if (hasStopped)
        {
            isLegacyTorch |= streams == 0 && machine.Result == OpaqueValue.TorchMagic;
            if (isLegacyTorch)
                reading.Format = ModelFormats.TorchLegacy;
            return StreamEnd.Stopped;
        }
        reading.IncompleteAt(fault!.Offset, $"le pickle est rompu, {fault.French}", $"the pickle is broken, {fault.English}");
        PickleSalvage.Search(scan, content, fault.Offset, reading);
        return StreamEnd.Broken;
    }

    private void Accept(ModelReading found, PickleMachine machine)
    {
        reading.Absorb(found);
        if (machine.HasArrays || found.Imports.Any(import => import.Module.EndsWith("joblib.numpy_pickle", StringComparison.Ordinal)))
            reading.Format = ModelFormats.Joblib;
        else if (reading.Format is ModelFormats.Unknown)
            reading.Format = ModelFormats.Pickle;
    }

    /// <summary>Protocols 0 and 1 have no signature: such a stream must end well, or import what is certainly dangerous.</summary>
    private bool IsPlausible(ContentReader reader, ModelReading found, bool hasStopped)
    {
        if (found.Imports.Any(session.IsCertainDanger))
            return true;
        if (!hasStopped)
            return false;
        if (found.Imports.Count > 0)
            return found.Imports.All(import => PythonEscapes.IsIdentifierPath(import.Module) && PythonEscapes.IsIdentifierPath(import.Name));
        // One more dump may follow; a text that ends in a full stop by chance goes on otherwise.
        isTentative |= streams == 0 && SkipPadding(reader);
        return true;
    }

    /// <summary>True when something other than zeros and white space is left; the reader stands on it.</summary>
    private static bool SkipPadding(ContentReader reader)
    {
        while (true)
        {
            var rest = reader.PeekUpTo(4096);
            if (rest.IsEmpty)
                return false;
            var padding = rest.IndexOfAnyExcept("\0 \t\r\n"u8);
            if (padding != 0)
                reader.Skip(padding < 0 ? rest.Length : padding);
            if (padding >= 0)
                return true;
        }
    }

    /// <summary>PyTorch's first format ends with the storages: for each, its number of elements (8 bytes) and its bytes.</summary>
    private void SkipStorages(ContentReader reader)
    {
        if (session.Storages.Values.Any(size => size < 0))
        {
            reading.Incomplete("un type de tenseur est inconnu", "a tensor type is unknown");
            return;
        }
        var expected = session.Storages.Values.Aggregate(0m, (sum, size) => sum + size + 8);
        if (content.Length is { } length ? expected != length - reader.Position : expected > long.MaxValue)
        {
            reading.Incomplete("les tenseurs n'ont pas la taille annoncée", "the tensors have not the size that is announced");
            PickleSalvage.Search(scan, content, reader.Position, reading);
            return;
        }
        reader.Skip((long)expected);
        if (SkipPadding(reader))
            ReadTrailing(reader.Position);
    }

    private void ReadTrailing(long start)
    {
        var trailing = content.Slice(start, null);
        var head = trailing.Head(64);
        if (HiddenModel.MayStart(head) && depth < scan.Limits.Depth && scan.ReadHidden(trailing, depth + 1) is { } found)
            reading.Absorb(found, new($"Après le pickle, en {start}", $"After the pickle, at {start}"));
        reading.IncompleteAt(start, "des données suivent la fin du pickle", "data follow the end of the pickle");
        PickleSalvage.Search(scan, content, start, reading);
    }

    private enum StreamEnd
    {
        Stopped,
        Broken,
        IsNoPickle,
    }
}
