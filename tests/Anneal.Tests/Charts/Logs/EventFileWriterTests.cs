using Anneal.Charts.Logs;

namespace Anneal.Tests.Charts.Logs;

public class EventFileWriterTests
{
    // Fields of Event: 1 time, 2 step, 3 version, 5 summary; of its value, field 1: 1 tag, 2 scalar, 8 tensor, 9 metadata.
    private static readonly DateTimeOffset _begin = new(2025, 3, 1, 12, 30, 15, 250, TimeSpan.Zero);

    [Fact]
    public void The_first_record_names_the_version_and_the_time()
    {
        byte[] first = Written(_ => { }).Single();
        Assert.Equal("brain.Event:2", EventFileReader.Text(first, 3));
        Assert.Equal(1740832215.25, BitConverter.ToDouble(EventFileReader.At(first, 1)));
    }

    [Fact]
    public void Scalars_come_back_with_tag_step_and_value()
    {
        (string Tag, long Step, double Value)[] given =
        [
            ("loss/train", 0, 2.3), ("ü 漢字 🙂", 1, -0.0), ("a", 127, double.NaN), ("a", 128, double.PositiveInfinity), ("a", 1L << 40, 1e-30),
            .. Enumerable.Range(0, 300).Select(i => (new string('x', i + 1), (long)i, i / 7.0)),
        ];
        byte[][] records = Written(writer => Array.ForEach(given, entry => writer.Scalar(entry.Tag, entry.Step, entry.Value)));
        Assert.Equal(given.Length + 1, records.Length);
        Assert.All(given.Zip(records.Skip(1)), pair =>
        {
            Assert.Equal(pair.First.Tag, EventFileReader.Text(pair.Second, 5, 1, 1));
            Assert.Equal((float)pair.First.Value, BitConverter.ToSingle(EventFileReader.At(pair.Second, 5, 1, 2)));
            Assert.Equal(pair.First.Step, EventFileReader.Fields(pair.Second).Where(field => field.Field == 2).Select(field => BitConverter.ToInt64(field.Value)).SingleOrDefault());
        });
    }

    [Fact]
    public void A_text_is_a_tensor_of_one_string_for_the_plugin_of_texts()
    {
        string markdown = $"    network: \"a\"\n\n{new string('é', 300)}";
        byte[] record = Written(writer => writer.Text("configuration", 3, markdown))[1];
        byte[] value = EventFileReader.At(record, 5, 1);
        Assert.Equal("configuration", EventFileReader.Text(value, 1));
        Assert.Equal(7, BitConverter.ToInt64(EventFileReader.At(value, 8, 1)));
        Assert.Equal(1, BitConverter.ToInt64(EventFileReader.At(value, 8, 2, 2, 1)));
        Assert.Equal(markdown, EventFileReader.Text(value, 8, 8));
        Assert.Equal("text", EventFileReader.Text(value, 9, 1, 1));
    }

    [Fact]
    public void Settings_are_the_start_of_a_session_and_end_with_how_it_went()
    {
        Dictionary<string, object> settings = new() { ["rate"] = 0.1, ["nesterov"] = true, ["schedule"] = "cosine(0.1, 0)", ["epochs"] = 10 };
        byte[][] records = Written(writer =>
        {
            writer.Settings(settings, "cosine");
            writer.Ended(succeeded: false);
        });
        byte[] start = EventFileReader.At(records[1], 5, 1);
        Assert.Equal("_hparams_/session_start_info", EventFileReader.Text(start, 1));
        Assert.Equal("hparams", EventFileReader.Text(start, 9, 1, 1));
        byte[] info = EventFileReader.At(start, 9, 1, 2, 3);
        Dictionary<string, byte[]> read = EventFileReader.Fields(info).Where(field => field.Field == 1)
            .ToDictionary(field => EventFileReader.Text(field.Value, 1), field => EventFileReader.At(field.Value, 2));
        Assert.Equal(0.1, BitConverter.ToDouble(EventFileReader.At(read["rate"], 2)));
        Assert.Equal(1, BitConverter.ToInt64(EventFileReader.At(read["nesterov"], 4)));
        Assert.Equal("cosine(0.1, 0)", EventFileReader.Text(read["schedule"], 3));
        Assert.Equal(10, BitConverter.ToDouble(EventFileReader.At(read["epochs"], 2)));
        Assert.Equal("cosine", EventFileReader.Text(info, 4));

        byte[] end = EventFileReader.At(records[2], 5, 1);
        Assert.Equal("_hparams_/session_end_info", EventFileReader.Text(end, 1));
        Assert.Equal(2, BitConverter.ToInt64(EventFileReader.At(end, 9, 1, 2, 4, 1)));
    }

    [Fact]
    public void A_setting_that_is_no_plain_value_is_refused() =>
        Assert.Contains("its text", Agree.Refused(() => Written(writer => writer.Settings(new Dictionary<string, object> { ["layers"] = new[] { 1 } }))));

    [Fact]
    public void A_file_is_named_as_TensorBoard_looks_for_it() =>
        Assert.Equal("events.out.tfevents.1740832215.my_host-1.example.42.0", EventFileWriter.FileName(_begin, "my host-1.example", 42));

    [Fact]
    public void Two_writers_of_one_second_write_two_files_and_flushed_records_can_be_read()
    {
        string folder = Directory.CreateTempSubdirectory("anneal").FullName;
        try
        {
            string run = Path.Combine(folder, "runs", "cosine");
            using EventFileWriter first = EventFileWriter.Create(run, new Clock());
            using EventFileWriter second = EventFileWriter.Create(run, new Clock());
            first.Scalar("loss", 1, 0.5);
            first.Flush();
            string[] files = [.. Directory.GetFiles(run).Order()];
            Assert.Equal(2, files.Length);
            using FileStream open = new(files[0], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] bytes = new byte[open.Length];
            open.ReadExactly(bytes);
            Assert.Equal(2, EventFileReader.Records(bytes).Count());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_scalar_allocates_nothing()
    {
        using EventFileWriter writer = new(Stream.Null, new Clock());
        Assert.Equal(0, Allocated.Bytes(() => writer.Scalar("loss/train", 12, 0.25)));
    }

    private static byte[][] Written(Action<EventFileWriter> write)
    {
        MemoryStream stream = new();
        using (EventFileWriter writer = new(stream, new Clock())) write(writer);
        return [.. EventFileReader.Records(stream.ToArray())];
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => _begin;
    }
}
