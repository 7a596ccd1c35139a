using System.Buffers;
using System.Text.Json;
using AuditService.Collectors.ModelFiles.Contents;
using AuditService.Collectors.ModelFiles.Pickles;

namespace AuditService.Collectors.ModelFiles.Formats;

/// <summary>Keras models in HDF5: the attribute <c>model_config</c> of the root is the architecture. Other HDF5 files hold numbers.</summary>
internal static class Hdf5Model
{
    public static void Read(ModelInspection scan, ModelContent content, ModelReading reading)
    {
        reading.Format = ModelFormats.Hdf5;
        Hdf5File? file = null;
        try
        {
            file = Hdf5File.Read(content, scan.Limits.TextBytes);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or ModelFormatException)
        {
            reading.Incomplete("la structure HDF5 n'est pas lisible", "the HDF5 structure cannot be read");
        }
        foreach (var (name, text) in file?.Attributes ?? [])
            ReadAttribute(scan, name, text, reading);
        if (file is null or { IsWhole: false })
            SearchBytes(scan, content, reading);
        if (file is { IsWhole: false })
            reading.Incomplete("des attributs HDF5 ne sont pas lus", "some HDF5 attributes are not read");
        // PyTables and pandas keep pickles in attributes, and load them when these are asked for.
        PickleSalvage.Search(scan, content, 0, reading);
    }

    private static void ReadAttribute(ModelInspection scan, string name, string text, ModelReading reading)
    {
        if (!text.TrimStart().StartsWith('{'))
            return;
        using var json = JsonText.Parse(text);
        if (json?.RootElement is { ValueKind: JsonValueKind.Object } root)
            KerasConfig.Walk(scan.Catalogue, root, reading);
        else if (name is "model_config" or "training_config")
            reading.Incomplete($"l'attribut {name} n'est pas du JSON", $"attribute {name} is no JSON");
    }

    /// <summary>Where the structure is not understood, the text of a Lambda layer may still be seen.</summary>
    private static void SearchBytes(ModelInspection scan, ModelContent content, ModelReading reading)
    {
        using var about = reading.About(ModelTopic.KerasCode);
        const int window = 1024 * 1024;
        const int overlap = 64;
        var buffer = ArrayPool<byte>.Shared.Rent(window + overlap);
        try
        {
            using var stream = content.Open();
            var kept = 0;
            for (var searched = 0L; searched < scan.Limits.SalvageBytes;)
            {
                scan.Budget.CheckTime();
                var read = stream.ReadAtLeast(buffer.AsSpan(kept, window), window, throwOnEndOfStream: false);
                if (HasLambda(buffer.AsSpan(0, kept + read)))
                {
                    reading.Accuse(
                        "Une recherche d'octets trouve une couche Lambda (heuristique).",
                        "A byte search finds a Lambda layer (heuristic).");
                    return;
                }
                searched += read;
                if (read < window)
                    return;
                buffer.AsSpan(kept + read - overlap, overlap).CopyTo(buffer);
                kept = overlap;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool HasLambda(ReadOnlySpan<byte> bytes)
    {
        var name = "\"class_name\""u8;
        for (int at; (at = bytes.IndexOf(name)) >= 0;)
        {
            bytes = bytes[(at + name.Length)..];
            var value = bytes.TrimStart(": \t\r\n"u8);
            if (value.StartsWith("\"Lambda\""u8) || value.StartsWith("\"__lambda__\""u8))
                return true;
        }
        return false;
    }
}
