using Pentaprism.Cli;

return ProcessEdge.Run(PentaprismCommand.Create(), args);
