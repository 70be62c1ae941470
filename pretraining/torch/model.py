"""BERT for masked language modelling (Devlin et al. 2018), with the names and the arithmetic of Transformers' BertForMaskedLM.

Only what pre-training needs: no dropout, one token type, the head and the last feed-forward network at the masked tokens alone.
"""
import torch
from torch import nn
from torch.nn import functional as F

UNMASKED = -100

class Layer(nn.Module):
    """A post-norm transformer layer (Vaswani et al. 2017)."""

    def __init__(self, config):
        super().__init__()
        hidden, inner, eps = config["hidden_size"], config["intermediate_size"], config["layer_norm_eps"]
        self.heads = config["num_attention_heads"]
        self.attention = nn.ModuleDict({
            "self": nn.ModuleDict({name: nn.Linear(hidden, hidden) for name in ("query", "key", "value")}),
            "output": nn.ModuleDict({"dense": nn.Linear(hidden, hidden), "LayerNorm": nn.LayerNorm(hidden, eps)}),
        })
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(hidden, inner)})
        self.output = nn.ModuleDict({"dense": nn.Linear(inner, hidden), "LayerNorm": nn.LayerNorm(hidden, eps)})

    def forward(self, hidden, attended, rows=None):
        """[batch, sequence, hidden], or [rows, hidden] for the tokens number `rows` of the batch alone."""
        attention = self.attend(hidden, attended)
        if rows is not None:
            attention, hidden = attention.flatten(0, 1)[rows], hidden.flatten(0, 1)[rows]
        output = self.attention["output"]
        middle = output["LayerNorm"](output["dense"](attention) + hidden)
        fed = self.output["dense"](F.gelu(self.intermediate["dense"](middle)))
        return self.output["LayerNorm"](fed + middle)

    def attend(self, hidden, attended):
        batch, sequence, size = hidden.shape
        parts = self.attention["self"]
        query, key, value = (
            parts[name](hidden).view(batch, sequence, self.heads, -1).transpose(1, 2)
            for name in ("query", "key", "value")
        )
        found = F.scaled_dot_product_attention(query, key, value, attn_mask=attended)
        return found.transpose(1, 2).reshape(batch, sequence, size)


class Embeddings(nn.Module):
    def __init__(self, config):
        super().__init__()
        hidden = config["hidden_size"]
        self.word_embeddings = nn.Embedding(config["vocab_size"], hidden)
        self.position_embeddings = nn.Embedding(config["max_position_embeddings"], hidden)
        self.token_type_embeddings = nn.Embedding(config["type_vocab_size"], hidden)
        self.LayerNorm = nn.LayerNorm(hidden, config["layer_norm_eps"])

    def forward(self, input_ids):
        """[batch, sequence, hidden]"""
        positions = self.position_embeddings.weight[: input_ids.shape[1]]
        return self.LayerNorm(self.word_embeddings(input_ids) + positions + self.token_type_embeddings.weight[0])


class BertForMaskedLM(nn.Module):
    def __init__(self, config):
        super().__init__()
        layers = [Layer(config) for _ in range(config["num_hidden_layers"])]
        encoder = nn.ModuleDict({"layer": nn.ModuleList(layers)})
        self.bert = nn.ModuleDict({"embeddings": Embeddings(config), "encoder": encoder})
        self.cls = nn.ModuleDict({"predictions": Head(config)})

    def compile_parts(self):
        """Compiles embeddings, one layer for all, and head, each for the few shapes that batches have."""
        torch._dynamo.config.recompile_limit = 64
        for part in (self.bert["embeddings"], *self.bert["encoder"]["layer"], self.cls["predictions"]):
            part.compile(dynamic=False)

    def forward(self, input_ids, attended, rows, labels):
        """The loss summed over the masked tokens.

        input_ids: int64 [batch, sequence]. attended: bool [batch, 1, 1, sequence], or None where all tokens are.
        rows: int64 [rows], places in the flattened batch. labels: int64 [rows], UNMASKED where a row only fills up.
        """
        embeddings, layers = self.bert["embeddings"], self.bert["encoder"]["layer"]
        hidden = embeddings(input_ids)
        for number, layer in enumerate(layers):
            hidden = layer(hidden, attended, rows if number == len(layers) - 1 else None)
        return self.cls["predictions"](hidden, embeddings.word_embeddings.weight, labels)


class Head(nn.Module):
    """The decoder's weight is the word embedding."""

    def __init__(self, config):
        super().__init__()
        hidden = config["hidden_size"]
        self.bias = nn.Parameter(torch.zeros(config["vocab_size"]))
        self.transform = nn.ModuleDict(
            {"dense": nn.Linear(hidden, hidden), "LayerNorm": nn.LayerNorm(hidden, config["layer_norm_eps"])}
        )

    def forward(self, hidden, words, labels):
        """The summed cross entropy of [rows, hidden]."""
        transformed = self.transform["LayerNorm"](F.gelu(self.transform["dense"](hidden)))
        logits = F.linear(transformed, words, self.bias).float()
        return F.cross_entropy(logits, labels, ignore_index=UNMASKED, reduction="sum")
