"""How far the answers can be trusted: the model card, sensitivity, simulated students."""
