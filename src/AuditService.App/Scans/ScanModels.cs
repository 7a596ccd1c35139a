using AuditService.Collectors.Inventory;
using AuditService.Collectors.ModelFiles;
using AuditService.Core.Dossiers;

namespace AuditService.App.Scans;

/// <summary><c>audit scan model</c>: model files, read and never loaded.</summary>
public sealed class ScanModels(TimeProvider clock)
{
    public async Task<ModelScanResult> RunAsync(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var scanner = new ModelFileScanner(clock);
        var files = ScannedFiles.Under(paths);
        var verdicts = new IReadOnlyList<ModelVerdict>[files.Count];
        await Parallel.ForAsync(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, (index, token) =>
        {
            using var stream = File.OpenRead(files[index].FullPath);
            var read = scanner.Scan(stream, files[index].Path, token);
            // A file that was named is answered for; in a folder only models are, archives that hold one, and what bears the name of one.
            verdicts[index] = files[index].Named || read.Count > 1 || !ModelFormats.AreNoModels.Contains(read[0].Format) || FileClassifier.Classify(files[index].Path, stream).Kind == FileKind.Model ? read : [];
            return ValueTask.CompletedTask;
        });
        return new([.. verdicts.SelectMany(each => each)]);
    }
}

public sealed record ModelScanResult(IReadOnlyList<ModelVerdict> Models);
