using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>What a batch of a loader holds: a pure function of seed, epoch and place. One thread at a time per batch; several batches may be filled at once.</summary>
internal sealed class BatchFiller
{
    // Examples between asking for one and reading it: as long as memory takes.
    private const int Ahead = 6;

    private readonly BatchLoader _loader;
    private readonly Dataset _data;
    private readonly Augmentation[] _augmentations;
    private readonly int _inputLength;
    private readonly int _targetLength;
    private readonly Shape _inputs;
    private readonly Shape _targets;
    private readonly Shape _lastInputs;
    private readonly Shape _lastTargets;
    private readonly int[]? _order;
    private int _epoch = -1;

    public BatchFiller(BatchLoader loader)
    {
        (_loader, _data, _augmentations) = (loader, loader.Data, [.. loader.Augmentations]);
        (_inputLength, _targetLength) = (_data.InputShape.FlattenedLength, _data.Classes > 0 ? 0 : _data.TargetShape.FlattenedLength);
        (_inputs, _targets) = (InputsOf(loader.BatchSize), TargetsOf(loader.BatchSize));
        (_lastInputs, _lastTargets) = (InputsOf(_data.Count % loader.BatchSize), TargetsOf(_data.Count % loader.BatchSize));
        _order = loader.Shuffle is null ? null : new int[_data.Count];
    }

    /// <summary>How many numbers a batch holds.</summary>
    public long Numbers => (long)_loader.BatchSize * (_inputLength + _targetLength);

    /// <summary>Memory for one batch.</summary>
    public Batch Buffer() => new()
    {
        InputMemory = Aligned.Allocate<float>(checked(_loader.BatchSize * _inputLength)),
        LabelMemory = _data.Classes > 0 ? new int[_loader.BatchSize] : [],
        TargetMemory = new float[checked(_loader.BatchSize * _targetLength)],
    };

    /// <summary>Goes to an epoch; nobody may be filling.</summary>
    public void Turn(int epoch)
    {
        if (_order is not null && epoch != _epoch)
            ShuffledOrder.Fill(_order, new(_loader.Shuffle!.Value, ShuffledOrder.Order, epoch));
        _epoch = epoch;
    }

    public void Fill(Batch batch, int index)
    {
        int start = index * _loader.BatchSize, count = Math.Min(_loader.BatchSize, _data.Count - start);
        Describe(batch, index, count);
        Span<float> inputs = batch.InputMemory.Span;
        for (int i = 0; i < count; i++)
        {
            int example = _order is null ? start + i : _order[start + i];
            if (_order is not null && i + Ahead < count)
                _data.Expect(_order[start + i + Ahead]);
            Span<float> input = inputs.Slice(i * _inputLength, _inputLength);
            _data.ReadInput(example, input);
            for (int place = 0; place < _augmentations.Length; place++)
                _augmentations[place].Apply(input, _data.InputShape, _data.Outside, new(_loader.Shuffle!.Value, ShuffledOrder.Augmentation, _epoch, example, place));
            if (_data.Classes > 0)
                batch.LabelMemory[i] = _data.Label(example);
            else
                _data.ReadTarget(example, batch.TargetMemory.AsSpan(i * _targetLength, _targetLength));
        }
    }

    private void Describe(Batch batch, int index, int count)
    {
        (batch.Epoch, batch.Index, batch.Count) = (_epoch, index, count);
        batch.InputShape = count == _loader.BatchSize ? _inputs : _lastInputs;
        batch.TargetShape = count == _loader.BatchSize ? _targets : _lastTargets;
    }

    private Shape InputsOf(int count) => [count, .. _data.InputShape.Sizes];

    private Shape TargetsOf(int count) => _data.Classes > 0 ? [] : [count, .. _data.TargetShape.Sizes];
}
