"""The square network's whole training in PyTorch, 2000 epochs of ten updates, to be timed as a process beside the verb `square-run`."""
import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(3)
net = nn.Sequential(nn.Linear(1, 3), nn.Sigmoid(), nn.Linear(3, 5), nn.Sigmoid(), nn.Linear(5, 10), nn.Sigmoid(), nn.Linear(10, 5), nn.Sigmoid(), nn.Linear(5, 1), nn.ReLU())
with torch.no_grad():
    net[8].bias += 0.5
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 200)
loss_of = nn.MSELoss()
for epoch in range(2000):
    total = 0.0
    for i in range(1, 11):
        x = torch.tensor([i / 10])
        optimizer.zero_grad()
        loss = loss_of(net(x), x * x)
        loss.backward()
        optimizer.step()
        total += loss.item()
    scheduler.step()
print(f"loss of the last epoch\t{total:.6g}\tsum of squares")
