using System.Collections.Concurrent;
using Anneal.Data;
using Anneal.Parameters;

namespace Anneal.Tests.Data;

/// <summary>Data that is worth a thread of its own, and may fail.</summary>
internal sealed class Slow(Dataset data) : Dataset
{
    public int FailsAt { get; init; } = -1;

    public ConcurrentBag<Thread> Readers { get; } = [];

    public override int Count => data.Count;

    public override Shape InputShape => data.InputShape;

    public override int Classes => data.Classes;

    public override int Label(int index) => data.Label(index);

    public override void ReadInput(int index, Span<float> input)
    {
        if (index == FailsAt)
            throw new TimeZoneNotFoundException($"{index}");
        if (!Readers.Contains(Thread.CurrentThread))
            Readers.Add(Thread.CurrentThread);
        data.ReadInput(index, input);
    }
}
