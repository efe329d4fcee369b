Console.WriteLine("anneal");
