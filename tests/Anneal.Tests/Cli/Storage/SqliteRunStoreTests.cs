using Anneal.Cli;
using Anneal.Cli.Storage;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli.Storage;

public sealed class SqliteRunStoreTests : RunStoreConformance
{
    private readonly TemporaryFolder _folder = new();

    public SqliteRunStoreTests() => Store = SqliteRunStore.Open(Place, create: true);

    private string Place => Path.Combine(_folder.Path, "below", "runs.db");

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }

    private protected override IRunStore Reopen()
    {
        Store.Dispose();
        return SqliteRunStore.Open(Place, create: false);
    }

    [Fact]
    public void Two_that_have_it_open_see_each_others_runs_and_who_owns_them()
    {
        using SqliteRunStore other = SqliteRunStore.Open(Place, create: true);
        long ours = Begin();
        long theirs = other.Begin(About(seed: 2), Store.Details(ours));
        Assert.Equal([StoredStatus.Training, StoredStatus.Training], other.List().Select(run => run.Status));
        Assert.Throws<UserError>(() => other.GoOn(ours, 0));
        Assert.Throws<UserError>(() => Store.Delete(theirs));
        other.Dispose();
        Assert.Equal([StoredStatus.Training, StoredStatus.Interrupted], Store.List().Select(run => run.Status));
        Assert.True(Store.Delete(theirs));
    }

    [Fact]
    public void Every_flipped_byte_of_a_row_is_noticed_or_changes_nothing()
    {
        long number = Begin();
        Store.Append([Values(number, "loss", 1, [.. Enumerable.Range(0, 300).Select(i => Math.Sqrt(i))])]);
        Store.End(number, Ending(StoredStatus.Done));
        string[] whole = Told(Store, number);
        Store.Dispose();
        byte[] bytes = File.ReadAllBytes(Place);
        Random random = new(8);
        int noticed = 0;
        for (int i = 0; i < 120; i++)
        {
            byte[] damaged = [.. bytes];
            damaged[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            string path = _folder.Write($"damaged-{i}.db", damaged);
            try
            {
                using SqliteRunStore store = SqliteRunStore.Open(path, create: false);
                string[] told = Told(store, number);
                // What did not hit this run's rows may lie in free space, or in an index nobody asked.
                Assert.Equal(whole, told);
            }
            catch (Exception exception) when (exception is StoreException or UserError)
            {
                Assert.Matches("damaged|no store of runs|newer version|another program|There is no run", exception.Message);
                noticed++;
            }
        }

        Assert.InRange(noticed, 6, 120);
    }

    [Theory]
    [InlineData(0.1), InlineData(0.5), InlineData(0.9), InlineData(0.99)]
    public void A_file_that_was_cut_short_is_refused(double share)
    {
        long number = Begin();
        Store.Append([Values(number, "loss", 1, [.. Enumerable.Range(0, 5000).Select(i => Math.Sqrt(i))])]);
        Store.Dispose();
        byte[] bytes = File.ReadAllBytes(Place);
        string path = _folder.Write("cut.db", bytes[..(int)(bytes.Length * share)]);
        Assert.Contains("damaged", Assert.Throws<StoreException>(() =>
        {
            using SqliteRunStore store = SqliteRunStore.Open(path, create: false);
            Told(store, number);
        }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_store_is_refused_and_stays_as_it_is()
    {
        string text = _folder.Write("notes.db", "These are notes, and no database at all; long enough to look like one to a hasty reader. ".PadRight(5000, '.'));
        Assert.Contains("no store of runs", Assert.Throws<StoreException>(() => SqliteRunStore.Open(text, create: true)).Message, StringComparison.Ordinal);
        Assert.StartsWith("These are notes", File.ReadAllText(text), StringComparison.Ordinal);

        string other = Path.Combine(_folder.Path, "other.db");
        using (Microsoft.Data.Sqlite.SqliteConnection connection = new($"Data Source={other};Pooling=False"))
        {
            connection.Open();
            StoreSchema.Do(connection, "CREATE TABLE song (name TEXT)");
        }

        Assert.Contains("another program", Assert.Throws<StoreException>(() => SqliteRunStore.Open(other, create: true)).Message, StringComparison.Ordinal);
        Assert.Contains("it is a folder", Assert.Throws<StoreException>(() => SqliteRunStore.Open(_folder.Path, create: true)).Message, StringComparison.Ordinal);
        string below = Path.Combine(text, "runs.db");
        Assert.Contains("cannot be opened", Assert.Throws<StoreException>(() => SqliteRunStore.Open(below, create: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_store_becomes_the_newest_and_a_newer_one_is_refused()
    {
        StoreSchema first = new(["CREATE TABLE one (x INTEGER)"]), second = new(["CREATE TABLE one (x INTEGER)", "ALTER TABLE one ADD COLUMN y INTEGER; UPDATE one SET y = x + 1"]);
        string path = Path.Combine(_folder.Path, "old.db");
        using (SqliteRunStore.Open(path, create: true, first))
        {
            using Microsoft.Data.Sqlite.SqliteConnection connection = new($"Data Source={path};Pooling=False");
            connection.Open();
            StoreSchema.Do(connection, "INSERT INTO one VALUES (41)");
        }

        using (SqliteRunStore.Open(path, create: false, second))
        {
            using Microsoft.Data.Sqlite.SqliteConnection connection = new($"Data Source={path};Pooling=False");
            connection.Open();
            Assert.Equal(42, StoreSchema.Ask(connection, "SELECT y FROM one"));
            Assert.Equal(2, StoreSchema.Ask(connection, "PRAGMA user_version"));
        }

        Assert.Contains("newer version of this tool (format 2, this one knows 1)", Assert.Throws<StoreException>(() => SqliteRunStore.Open(path, create: false, first)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_told_and_what_was_stored_before_stays()
    {
        long number = Begin();
        Store.Append([Values(number, "loss", 1, 1, 2, 3)]);
        ((SqliteRunStore)Store).MostPages(0);
        StoreException full = Assert.Throws<StoreException>(() =>
        {
            for (int i = 0; i < 100; i++)
                Store.Append([Values(number, "loss", 4 + (i * 1024), new double[1024])]);
        });
        Assert.Contains("The disk of the store", full.Message, StringComparison.Ordinal);
        Store = Reopen();
        IReadOnlyList<double> values = Store.Read(number, "loss").Values;
        Assert.Equal([1, 2, 3], values.Take(3));
        Assert.Equal(3, values.Count % 1024);
    }

    private static string[] Told(IRunStore store, long number)
    {
        StoredRun run = store.Find(number) ?? throw new UserError($"There is no run {number}.");
        MetricSeries loss = store.Read(number, "loss");
        RunDetails details = store.Details(number);
        return [RunJson.Members(run), string.Join(',', loss.Steps), string.Join(',', loss.Values), details.Plan, details.Environment.ToString()];
    }
}
