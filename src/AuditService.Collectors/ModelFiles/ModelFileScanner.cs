using AuditService.Collectors.ModelFiles.Contents;

namespace AuditService.Collectors.ModelFiles;

/// <summary>
/// Reads model files without loading them: pickles of all kinds (joblib, PyTorch, numpy), Keras, TensorFlow, ONNX, GGUF, safetensors, chat
/// templates, and archives of these. The content decides what a file is, whatever its name.
/// </summary>
/// <remarks>Memory, time, depth and counts are bounded; hostile content gives a verdict, never an exception.</remarks>
public sealed class ModelFileScanner(TimeProvider time, ModelScanLimits? limits = null)
{
    /// <summary>
    /// The verdict on the file, then one for each member that is a model. There is always a first verdict; its format is one of
    /// <see cref="ModelFormats.AreNoModels"/> when the file is no model.
    /// </summary>
    /// <param name="content">Seekable, read from its first byte; stays open.</param>
    /// <param name="source">How the verdicts name the file; its extension is a hint.</param>
    /// <param name="cancellation">Stops the reading with an <see cref="OperationCanceledException"/>.</param>
    public IReadOnlyList<ModelVerdict> Scan(Stream content, string source, CancellationToken cancellation)
    {
        if (!content.CanSeek)
            throw new ArgumentException("The content must be seekable.", nameof(content));
        using var inspection = new ModelInspection(limits ?? ModelScanLimits.Default, time, cancellation);
        var reading = new ModelReading();
        inspection.Read(new WholeContent(content) { Name = source }, reading, new Placing(null, 0));
        if (ModelFormats.AreNoModels.Contains(reading.Format) && inspection.Members.Count == 0)
            reading.NoModel(source);
        return [reading.ToVerdict(source, member: null), .. inspection.Members.Select(member => member.Reading.ToVerdict(source, member.Path))];
    }
}
