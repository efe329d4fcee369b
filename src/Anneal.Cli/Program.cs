using Anneal.Cli;
using Anneal.Cli.Terminal;

using Screen screen = Screen.OfThisProcess();
return App.Run(args, screen);
