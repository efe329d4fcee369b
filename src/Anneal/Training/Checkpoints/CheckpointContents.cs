using Anneal.Optimizers;
using Anneal.Parameters.Files;

namespace Anneal.Training.Checkpoints;

/// <summary>What a checkpoint holds: arrays and notes by name. Every number is in an array, so that it comes back to the last bit.</summary>
internal sealed class CheckpointContents
{
    private const string VersionNote = "version";
    private const int Version = 1;

    public SortedDictionary<string, FileTensor> Arrays { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Notes { get; } = new(StringComparer.Ordinal) { [SealedFile.Format] = SealedFile.Checkpoint, [VersionNote] = FormattableString.Invariant($"{Version}") };

    /// <summary>Everything that the next step of a trainer depends on.</summary>
    public static CheckpointContents Of(Trainer trainer)
    {
        CheckpointContents contents = new();
        NetworkPart.Save(contents, trainer);
        OptimizerPart.Save(contents, trainer.Optimizer);
        SettingsPart.Save(contents, trainer);
        ProgressPart.Save(contents, trainer);
        HistoryPart.Save(contents, trainer.History);
        return contents;
    }

    /// <summary>Checks everything against a trainer, then changes it.</summary>
    public void Restore(Trainer trainer, ScheduleChange change)
    {
        List<Action> changes =
        [
            NetworkPart.Prepare(this, trainer),
            SettingsPart.Prepare(this, trainer, change),
            ProgressPart.Prepare(this, trainer),
            HistoryPart.Prepare(this, trainer.History),
        ];
        // Last, because rules that are to be kept must be in place before their state can be checked.
        changes.Add(OptimizerPart.Prepare(this, trainer.Optimizer, change));
        changes.ForEach(one => one());
    }

    public void Write(string path) => SealedFile.Write(path, Arrays, Notes);

    public static CheckpointContents Read(string path)
    {
        try
        {
            SafeTensorsFile file = SealedFile.Read(path);
            CheckpointContents contents = new();
            if (!SealedFile.IsCheckpoint(file))
                throw new InvalidDataException("it is no checkpoint of Anneal.");
            string version = file.Metadata.GetValueOrDefault(VersionNote, "");
            if (version != contents.Notes[VersionNote])
                throw new InvalidDataException($"it was written by a newer version of Anneal, in format {version}; this one reads {Version}: update Anneal.");
            foreach ((string name, FileTensor array) in file.Tensors)
                contents.Arrays.Add(name, array);
            foreach ((string name, string note) in file.Metadata.Where(note => note.Key != SealedFile.Note))
                contents.Notes[name] = note;
            return contents;
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"{path} cannot be read as a checkpoint: {wrong.Message}", wrong);
        }
    }

    public void Add(string name, double value) => Arrays[name] = new([], new[] { value });

    public void Add(string name, IReadOnlyCollection<double> values) => Arrays[name] = new([values.Count], values.ToArray());

    public void Add(string name, params long[] values) => Arrays[name] = new([values.Length], values);

    public void Add(string prefix, OptimizerState state)
    {
        foreach ((string name, StateArray array) in state.Arrays)
            Arrays[prefix + name] = new(array.Shape, array.Values);
    }

    public bool Has(string name) => Arrays.ContainsKey(name);

    public bool HasAny(string prefix) => Names(prefix).Any();

    public double Number(string name) => Arrays.TryGetValue(name, out FileTensor? array) && array.Values is double[] { Length: 1 } values ? values[0] : throw Lacks(name);

    public double[] Numbers(string name) => Arrays.TryGetValue(name, out FileTensor? array) && array.Values is double[] values ? values : throw Lacks(name);

    public long[] Wholes(string name, int? count = null)
        => Arrays.TryGetValue(name, out FileTensor? array) && array.Values is long[] values && (count is null || values.Length == count) ? values : throw Lacks(name);

    public string Note(string name) => Notes.TryGetValue(name, out string? note) ? note : throw Lacks(name);

    public OptimizerState State(string prefix)
    {
        OptimizerState state = new();
        foreach (string name in Names(prefix))
            state.Arrays[name] = Arrays[prefix + name] is { Values: float[] or double[] } array ? new(array.Shape, array.Values) : throw Lacks(prefix + name);
        return state;
    }

    /// <summary>What follows a prefix.</summary>
    public IEnumerable<string> Names(string prefix) => Arrays.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]);

    public SortedDictionary<string, string> NotesOf(string prefix)
        => new(Notes.Where(note => note.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(note => note.Key[prefix.Length..], note => note.Value), StringComparer.Ordinal);

    public void Add(string prefix, IReadOnlyDictionary<string, string> notes)
    {
        foreach ((string name, string note) in notes)
            Notes[prefix + name] = note;
    }

    private static InvalidDataException Lacks(string name) => new($"The checkpoint has no '{name}' of the kind it should be: it was written by something else than Anneal.");
}
