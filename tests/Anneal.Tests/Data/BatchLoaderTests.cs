using Anneal.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Anneal.Tests.Data;

/// <summary>Every example once per epoch, in an order that seed and epoch decide, however the batches are prepared.</summary>
public class BatchLoaderTests
{
    [Fact]
    public void Without_a_seed_the_data_keeps_its_order()
    {
        BatchLoader loader = new(Samples.Counted(7), 3);
        Assert.Equal(["0 0.5 1 1.5 2 2.5 | 0 1 2", "3 3.5 4 4.5 5 5.5 | 0 1 2", "6 6.5 | 0"], loader.Epoch(0).Select(Text));
        Assert.Equal(3, loader.BatchesPerEpoch);
    }

    [Fact]
    public void A_batch_says_where_it_belongs_and_what_shape_it_has()
    {
        BatchLoader loader = new(Samples.Counted(7), 3);
        Assert.Equal(["4 1 3 [3, 2] [] 3 0", "4 2 1 [1, 2] [] 1 0"], loader.Epoch(4, from: 1).Select(batch => $"{batch.Epoch} {batch.Index} {batch.Count} {batch.InputShape} {batch.TargetShape} {batch.Labels.Length} {batch.Targets.Length}"));
        Batch values = new BatchLoader(SquareFunction.Training, 4).Epoch(0).First();
        Assert.Equal("[4, 1] [4, 1] 0 4", $"{values.InputShape} {values.TargetShape} {values.Labels.Length} {values.Targets.Length}");
    }

    [Fact]
    public void A_last_batch_that_is_not_full_may_be_left_out()
    {
        BatchLoader loader = new(Samples.Counted(7), 3) { DropLast = true };
        Assert.Equal(2, loader.BatchesPerEpoch);
        Assert.Equal([3, 3], loader.Epoch(0).Select(batch => batch.Count));
        Assert.Equal(2, new BatchLoader(Samples.Counted(6), 3) { DropLast = true }.BatchesPerEpoch);
    }

    [Fact]
    public void An_epoch_is_a_permutation_which_seed_and_epoch_decide()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Cases().ToArbitrary(), given =>
        {
            (int count, int size, int seed, int epoch) = given;
            int[] order = Order(new(Samples.Counted(count), size) { Shuffle = seed }, epoch);
            Assert.Equal(Enumerable.Range(0, count), order.Order());
            BatchLoader again = new(Samples.Counted(count), count) { Shuffle = seed };
            Order(again, epoch + 1);
            Assert.Equal(order, Order(again, epoch));
            if (count > 20)
            {
                Assert.NotEqual(order, Order(again, epoch + 1));
                Assert.NotEqual(order, Order(new(Samples.Counted(count), size) { Shuffle = seed + 1 }, epoch));
            }
        }));

    [Fact]
    public void Every_example_comes_to_every_place_about_equally_often()
    {
        const int count = 5, epochs = 20000;
        BatchLoader loader = new(Samples.Counted(count), count) { Shuffle = 3 };
        var seen = new int[count, count];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            int[] order = Order(loader, epoch);
            for (int place = 0; place < count; place++)
                seen[place, order[place]]++;
        }

        // Four standard deviations of a count.
        double off = 4 * Math.Sqrt(epochs * 0.2 * 0.8);
        Assert.All(seen.Cast<int>(), times => Assert.InRange(times, (epochs / count) - off, (epochs / count) + off));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(5)]
    public void Batches_do_not_depend_on_who_prepares_them_nor_on_where_one_begins(int prefetch)
    {
        BatchLoader plain = new(new Slow(Samples.Counted(23, 12)), 4) { Shuffle = 5, Prefetch = 0 };
        BatchLoader ahead = new(new Slow(Samples.Counted(23, 12)), 4) { Shuffle = 5, Prefetch = prefetch };
        for (int epoch = 0; epoch < 3; epoch++)
        {
            string[] all = [.. plain.Epoch(epoch).Select(Text)];
            for (int from = 0; from <= plain.BatchesPerEpoch; from++)
                Assert.Equal(all[from..], ahead.Epoch(epoch, from).Select(Text));
        }
    }

    [Fact]
    public void A_batch_stays_as_it_is_until_the_next_one_is_asked_for()
    {
        BatchLoader loader = new(new Slow(Samples.Counted(40)), 4) { Prefetch = 3 };
        foreach (Batch batch in loader.Epoch(0))
        {
            string before = Text(batch);
            Thread.Sleep(2);
            Assert.Equal(before, Text(batch));
        }
    }

    [Fact]
    public void A_loop_left_early_and_loops_within_each_other_disturb_nobody()
    {
        BatchLoader loader = new(new Slow(Samples.Counted(40)), 4) { Prefetch = 3, Shuffle = 1 };
        string[] expected = [.. loader.Epoch(2).Select(Text)];
        for (int left = 0; left < 10; left++)
            Assert.Equal(expected[..left], loader.Epoch(2).Select(Text).Take(left));
        EpochBatches inner = loader.Epoch(2);
        Assert.All(loader.Epoch(2).Select(Text).Zip(expected), pair =>
        {
            Assert.Equal(pair.Second, pair.First);
            Assert.Equal(expected, inner.Select(Text));
        });
    }

    [Fact]
    public void A_loop_that_is_over_does_not_see_the_next_one()
    {
        BatchLoader loader = new(Samples.Counted(8), 4);
        BatchEnumerator first = loader.Epoch(0).GetEnumerator();
        Assert.Throws<InvalidOperationException>(() => first.Current);
        Assert.True(first.MoveNext());
        first.Dispose();
        using BatchEnumerator second = loader.Epoch(1).GetEnumerator();
        Assert.True(second.MoveNext());
        Assert.False(first.MoveNext());
        Assert.Throws<InvalidOperationException>(() => first.Current);
        first.Dispose();
        Assert.Equal(1, second.Current.Epoch);
        Assert.Throws<NotSupportedException>(second.Reset);
    }

    [Theory, InlineData(0), InlineData(2)]
    public void An_error_in_reading_reaches_the_loop_as_it_is_at_its_batch(int prefetch)
    {
        BatchLoader loader = new(new Slow(Samples.Counted(40)) { FailsAt = 17 }, 4) { Prefetch = prefetch };
        for (int turn = 0; turn < 3; turn++)
        {
            int seen = 0;
            Assert.Equal("17", Assert.Throws<TimeZoneNotFoundException>(() =>
            {
                foreach (Batch batch in loader.Epoch(turn))
                    seen++;
            }).Message);
            Assert.Equal(4, seen);
        }

        Assert.Equal(5, loader.Epoch(0, from: 5).Count());
    }

    [Fact]
    public void However_loops_are_begun_left_and_broken_they_see_the_batches_of_the_plain_one()
    {
        RandomNumbers random = new(1);
        for (int turn = 0; turn < 60; turn++)
        {
            int count = 1 + random.Below(40), size = 1 + random.Below(count);
            BatchLoader plain = new(Samples.Counted(count), size) { Shuffle = 3, Prefetch = 0 };
            // A thread without patience ends and comes back all the time.
            BatchLoader loader = new(new Slow(Samples.Counted(count)) { FailsAt = random.Below(3 * count) }, size) { Shuffle = 3, Prefetch = 1 + random.Below(4), Patience = TimeSpan.FromMilliseconds(random.Below(2)) };
            for (int loop = 0; loop < 10; loop++)
            {
                int epoch = random.Below(3), from = random.Below(plain.BatchesPerEpoch + 1), most = 1 + random.Below(plain.BatchesPerEpoch + 1);
                string[] expected = [.. plain.Epoch(epoch, from).Select(Text)];
                List<string> seen = [];
                Exception? failure = Record.Exception(() =>
                {
                    foreach (Batch batch in loader.Epoch(epoch, from).Take(most))
                        seen.Add(Text(batch));
                });
                if (failure is not null)
                    Assert.Contains($" {failure.Message} ", $" {expected[seen.Count]} ", StringComparison.Ordinal);
                else
                    Assert.Equal(expected.Take(most), seen);
            }
        }
    }

    [Fact]
    public void The_thread_ends_when_it_has_nothing_to_do_and_comes_back()
    {
        Slow data = new(Samples.Counted(40));
        BatchLoader loader = new(data, 4) { Prefetch = 2, Patience = TimeSpan.FromMilliseconds(5) };
        for (int epoch = 0; epoch < 3; epoch++)
        {
            using BatchEnumerator batches = loader.Epoch(epoch).GetEnumerator();
            Assert.True(batches.MoveNext());
            Assert.True(SpinWait.SpinUntil(() => data.Readers.Any(reader => reader != Thread.CurrentThread), 5000));
            Assert.True(SpinWait.SpinUntil(() => data.Readers.Where(reader => reader != Thread.CurrentThread).All(reader => !reader.IsAlive), 5000));
            data.Readers.Clear();
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_the_buffers_are_there()
    {
        foreach (Dataset data in (Dataset[])[Samples.Counted(50, 4), Samples.Counted(50, 4000), SquareFunction.Training])
        {
            BatchLoader loader = new(data, 8) { Shuffle = 1, Prefetch = 2 };
            int epoch = 0;
            float sum = 0;
            Assert.Equal(0, Allocated.Bytes(() =>
            {
                foreach (Batch batch in loader.Epoch(epoch++))
                    sum += batch.Inputs[0];
            }));
        }
    }

    [Fact]
    public void What_cannot_be_is_refused_with_a_remedy()
    {
        ArrayDataset data = Samples.Counted(7);
        Assert.Contains("from 1 to 7", Agree.Refused(() => _ = new BatchLoader(data, 8)), StringComparison.Ordinal);
        Agree.Refused(() => _ = new BatchLoader(data, 0));
        Agree.Refused(() => _ = new BatchLoader(data, 3) { Prefetch = -1 });
        Agree.Refused(() => new BatchLoader(data, 3).Epoch(-1));
        Assert.Contains("3 batches", Agree.Refused(() => new BatchLoader(data, 3).Epoch(0, 4)), StringComparison.Ordinal);
        Assert.Empty(new BatchLoader(data, 3).Epoch(0, 3));
        Assert.Contains("[channels, height, width]", Agree.Refused(() => _ = new BatchLoader(data, 3) { Augmentations = [new RandomHorizontalFlip()] }), StringComparison.Ordinal);
    }

    private static Gen<(int Count, int Size, int Seed, int Epoch)> Cases()
        => from count in Gen.Choose(1, 60)
           from size in Gen.Choose(1, count)
           from seed in Gen.Choose(int.MinValue, int.MaxValue - 1)
           from epoch in Gen.Choose(0, 1000)
           select (count, size, seed, epoch);

    private static int[] Order(BatchLoader loader, int epoch)
        => [.. loader.Epoch(epoch).SelectMany(batch => Enumerable.Range(0, batch.Count).Select(i => (int)batch.Inputs[i * 2]).ToArray())];

    private static string Text(Batch batch) => FormattableString.Invariant($"{string.Join(' ', batch.Inputs.ToArray())} | {string.Join(' ', batch.Labels.ToArray())}");
}
