using Anneal.Parameters;

namespace Anneal.Optimizers;

/// <summary>Updates the parameters of a store: rules for groups of them, and everything the rules remember, by parameter.</summary>
/// <remarks>
/// Not for use by several threads at once. Hyper-parameters belong to the rules and are not state; what is saved is what cannot be written down again.
/// </remarks>
public sealed class Optimizer
{
    private readonly List<ParameterGroup> _groups = [];
    private readonly Binding _binding;

    /// <summary>An optimizer of one rule over all parameters of a store, also those that join later.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="rule">How they are updated: the rule of the last group, named <c>rest</c>.</param>
    public Optimizer(ParameterStore store, UpdateRule rule)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(rule);
        Store = store;
        _groups.Add(new(this, "rest", _ => true, rule));
        _binding = store.Precision is Precision.Single ? new Binding<float>(this) : new Binding<double>(this);
    }

    /// <summary>The parameters.</summary>
    public ParameterStore Store { get; }

    /// <summary>The groups in the order in which they take parameters; the last is <c>rest</c> and takes what is left.</summary>
    public IReadOnlyList<ParameterGroup> Groups => _groups;

    /// <summary>How many updates were made.</summary>
    public long Step { get; internal set; }

    /// <summary>A factor on every rate, as a controller such as reduce-on-plateau yields it; at least 0, default 1. It is not state.</summary>
    public double RateScale { get; set => field = Hyper.NonNegative(value); } = 1;

    /// <summary>Threads an update may use; default 1. The weights do not depend on it.</summary>
    /// <remarks>One core nearly saturates the memory of most machines; a second one pays for large models whose memory is fast.</remarks>
    public int Threads { get; set => field = Hyper.AtLeast(1, value); } = 1;

    /// <summary>Rises when groups or rules change.</summary>
    internal int Version { get; set; }

    /// <summary>Gives the parameters that meet a condition, and that no earlier group has, a rule of their own.</summary>
    /// <param name="name">Unique in the optimizer.</param>
    /// <param name="where">Which parameters; asked again when parameters join.</param>
    /// <param name="rule">Their rule; another kind of rule than the rest's will do, such as Muon for matrices.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public ParameterGroup Group(string name, Func<Parameter, bool> where, UpdateRule rule)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(where);
        ArgumentNullException.ThrowIfNull(rule);
        if (_groups.Exists(group => group.Name == name))
            throw new ArgumentException($"There is a group '{name}' already.", nameof(name));
        ParameterGroup added = new(this, name, where, rule);
        _groups.Insert(_groups.Count - 1, added);
        Version++;
        return added;
    }

    /// <summary>As <see cref="Group(string, Func{Parameter, bool}, UpdateRule)"/>, with a changed copy of the rest's rule.</summary>
    /// <typeparam name="TRule">The type of the rest's rule.</typeparam>
    /// <param name="name">Unique in the optimizer.</param>
    /// <param name="where">Which parameters.</param>
    /// <param name="change">The change: <c>(AdamW rule) => rule with { WeightDecay = 0 }</c>.</param>
    /// <exception cref="ArgumentException">The name is taken, or the rest's rule is of another type.</exception>
    public ParameterGroup Group<TRule>(string name, Func<Parameter, bool> where, Func<TRule, TRule> change)
        where TRule : UpdateRule
    {
        ArgumentNullException.ThrowIfNull(change);
        return _groups[^1].Rule is TRule rule
            ? Group(name, where, change(rule))
            : throw new ArgumentException($"The rest's rule is {_groups[^1].Rule.GetType().Name}, not {typeof(TRule).Name}: change that one, or give the group a whole rule.", nameof(change));
    }

    /// <summary>Dissolves a group; its parameters go to the next group that takes them and keep their state where names agree.</summary>
    /// <param name="group">One of the groups, not the rest.</param>
    /// <exception cref="ArgumentException">It is the rest, or none of these groups.</exception>
    public void Ungroup(ParameterGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group == _groups[^1])
            throw new ArgumentException("The rest cannot be dissolved: it takes the parameters no other group has.", nameof(group));
        if (!_groups.Remove(group))
            throw new ArgumentException($"'{group.Name}' is not a group of this optimizer.", nameof(group));
        Version++;
    }

    /// <summary>The group of a parameter.</summary>
    /// <param name="parameter">One of the store's.</param>
    public ParameterGroup GroupOf(Parameter parameter) => _groups.Find(group => group.Where(parameter))!;

    /// <summary>The rate that the next update uses for a group.</summary>
    /// <param name="group">One of the groups; the rest when left out.</param>
    public double RateOf(ParameterGroup? group = null) => (group ?? _groups[^1]).Rule.LearningRate.At(Step) * RateScale;

    /// <summary>Looks at the gradients before each update; null, the default, lets every update happen.</summary>
    public StepGuard? Guard { get; set; }

    /// <summary>Updates every parameter that has a gradient and is not frozen.</summary>
    /// <returns>Whether it did; false when the <see cref="Guard"/> skipped the update or rolled back.</returns>
    /// <exception cref="InvalidOperationException">A rule evaluates the loss itself; a gradient is sparse and the rule does not take it; or the parameters hold <see cref="EvaluationWeights"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter's schedule has left its range; no weight of its group was changed.</exception>
    /// <exception cref="ArithmeticException">The guard is to throw, or has kept too many updates in a row from happening; nothing was changed.</exception>
    public bool Update() => _binding.Update(null, out _);

    /// <summary>Updates with a loss that can be evaluated again, as L-BFGS and SAM need it; other rules evaluate it once, first.</summary>
    /// <param name="loss">Sets the gradients to zero, computes the loss at the present weights, fills the gradients and returns the loss.</param>
    /// <returns>The loss before the update; whether a guard let it happen says <see cref="StepGuard.Last"/>.</returns>
    public double Update(Func<double> loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        _binding.Update(loss, out double? value);
        return value ?? throw new InvalidOperationException("The rule made an update without evaluating the loss.");
    }

    /// <summary>Puts the weights in place that the model is to be evaluated with; disposing brings the training weights back.</summary>
    /// <returns>The scope: <c>using (optimizer.EvaluationWeights()) Validate();</c></returns>
    /// <remarks>Schedule-free rules, Lookahead and averages train at other weights than they evaluate; for all others nothing changes.</remarks>
    public EvaluationScope EvaluationWeights() => _binding.EvaluationWeights();

    /// <summary>A copy of everything remembered, by parameter name.</summary>
    public OptimizerState Save() => _binding.Save();

    /// <summary>Takes over a saved state; the next update does what the saved optimizer's would have done.</summary>
    /// <param name="state">What <see cref="Save"/> gave, or another library's state under the same names, for parameters of the same names and shapes.</param>
    /// <param name="lenient">
    /// Whether to take what fits and report the rest (true), or refuse a state that does not fit as a whole (false, the default). A parameter of which
    /// anything is missing or does not fit starts afresh.
    /// </param>
    /// <returns>What was found.</returns>
    /// <remarks>
    /// A state without <c>@step</c>, as other libraries write it, stands at its largest <c>step</c>; a parameter without one has made a step if anything of
    /// it is there. See <see cref="OptimizerState.ReadSafeTensors"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">A name or shape differs, or something is missing, and <paramref name="lenient"/> is false; nothing was changed.</exception>
    public RestoreReport Restore(OptimizerState state, bool lenient = false)
    {
        ArgumentNullException.ThrowIfNull(state);
        return _binding.Restore(state, lenient);
    }

    /// <summary>Checks a saved state and changes nothing yet: what it gives takes it over.</summary>
    internal Action Prepare(OptimizerState state) => _binding.Prepare(state, lenient: false).Restore;

    internal IReadOnlyList<Parameter> MembersOf(ParameterGroup group) => [.. Store.Where(parameter => GroupOf(parameter) == group)];
}
