using System.Globalization;
using System.Text;
using Anneal.Optimizers;
using Anneal.Schedules;
using Direction = Anneal.Controllers.Direction;

namespace Anneal.Training.Explanations;

/// <summary>An explanation in words.</summary>
internal sealed class RateText(RateExplanation of)
{
    private readonly StringBuilder _text = new();

    public override string ToString()
    {
        _text.Clear();
        Head();
        for (int i = 0; i < of.Groups.Count; i++)
            Group(of.Groups[i], of.Groups[^1]);
        if (of.Plateau is PlateauReason plateau)
            Plateau(plateau);
        Clipping();
        if (of.Guard is GuardAct guard)
            Guard(guard);
        if (!of.Agrees)
            Line(0, $"The run recorded a rate of {Figures.Of(of.Recorded!.Value)} there: its schedule, a factor or the plateau was changed while it ran.");
        return _text.ToString().TrimEnd();
    }

    private void Head()
    {
        string where = of.Epoch is int epoch ? $", in epoch {epoch}" : "";
        string factors = of.Scale == 1 ? "" : $" = {Figures.Of(of.Groups[^1].Schedule.Value)} by the schedule × {Figures.Of(of.Scale)}{(of.Plateau?.Scale == of.Scale ? " by the plateau" : "")}";
        Line(0, $"Step {of.Step}{where}{(of.IsAhead ? ", still to be made" : "")}: rate {Figures.Of(of.Rate)}{factors}");
    }

    private void Group(GroupRate group, GroupRate rest)
    {
        // One group needs no name: its rate stands above.
        if (of.Groups.Count > 1)
        {
            string share = group.Share is double part && part != 1 ? $", {Figures.Of(part)} times that of {rest.Name}" : "";
            string frozen = group.IsFrozen ? $"; frozen: it learns from step {group.FrozenUntil} on" : group.FrozenUntil > 0 ? $"; it was frozen until step {group.FrozenUntil}" : "";
            Line(0, $"{group.Name}, {Count(group.Parameters, "parameter")} with {Count(group.Weights, "weight")}: rate {Figures.Of(group.Rate)}{share}{frozen}");
        }
        else if (group.IsFrozen)
        {
            Line(0, $"Frozen: it learns from step {group.FrozenUntil} on.");
        }

        foreach (string line in group.Schedule.ToString().Split('\n'))
            Line(1, line.TrimEnd('\r'));
    }

    private void Plateau(PlateauReason plateau)
    {
        string side = plateau.Direction is Direction.Minimize ? "below" : "above";
        Line(0, $"Plateau on {plateau.Metric}: scale {Figures.Of(plateau.Scale)}");
        if (plateau.Best is double best)
        {
            string epoch = plateau.BestEpoch is int at ? $" in epoch {at}" : "";
            Line(1, $"best {Figures.Of(best)}{epoch}; better is {side} {Figures.Of(plateau.ToBeat!.Value)}, a margin of {Figures.Of(plateau.Margin!.Value)}");
        }

        foreach (PlateauReduction reduction in plateau.Reductions)
        {
            string why = reduction.ToBeat is double bound ? $": {Figures.Of(reduction.Value)} was not {side} {Figures.Of(bound)}" : "";
            Line(1, $"reduced after epoch {reduction.Epoch} from {Figures.Of(reduction.From)} to {Figures.Of(reduction.To)}{why}");
        }

        if (plateau.Cooling > 0)
            Line(1, $"cools down: {Count(plateau.Cooling, "more epoch")} do not count".Replace("epoch do", "epoch does", StringComparison.Ordinal));
        else if (plateau.Best is not null)
            Line(1, $"{Count(plateau.Stalled, "epoch")} without improvement, {plateau.Patience} tolerated");
        if (plateau.ReducesIn is not long left)
        {
            Line(1, "at its minimum: it reduces no more");
            return;
        }

        // Within a cooldown an epoch may be better and yet keep nothing from happening.
        long counted = left - plateau.Cooling;
        string which = counted == 1 ? plateau.Cooling > 0 ? "the one after that" : "that one" : $"one of {(plateau.Cooling > 0 ? $"the {counted} epochs after that" : $"these {counted} epochs")}";
        Line(1, $"reduces to {Figures.Of(plateau.NextScale)} after epoch {plateau.Epochs + left}, unless {which} is better");
    }

    private void Clipping()
    {
        if (of.ClipValue is double value)
            Line(0, $"Clipping: no single gradient beyond ±{Figures.Of(value)}");
        if (of.ClipNorm is not double limit)
            return;
        string norm = of.GradientNorm is not double measured ? ""
            : $"; {(of.IsAhead ? "at the step before " : "")}it was {Figures.Of(measured)}, {(of.ClipFactor < 1 ? $"so the gradients were multiplied by {Figures.Of(of.ClipFactor.Value)}" : "which is within it")}";
        Line(0, $"Clipping: a norm of at most {Figures.Of(limit)}{norm}");
    }

    private void Guard(GuardAct guard)
    {
        string act = guard.Action switch
        {
            null => "let the update happen",
            GuardAction.Skip => "skipped the update",
            GuardAction.Shrink => "scaled the gradients down",
            GuardAction.RollBack => "brought weights and state back to those of its snapshot",
            _ => "ended the run",
        };
        string figures = guard.Norm is not double norm ? "" : $": a norm of {Figures.Of(norm)}";
        string limit = guard.Limit is double most && double.IsFinite(most) ? $"; it allows {Figures.Of(most)}{(of.IsAhead ? " now" : "")}" : "";
        Line(0, $"Guard: {(of.IsAhead ? "at the step before it " : "it ")}{act}{figures}{limit}");
    }

    private static string Count(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {one}{(count == 1 ? "" : "s")}");

    private void Line(int depth, string text) => _text.Append(' ', 2 * depth).Append(text).Append('\n');
}
