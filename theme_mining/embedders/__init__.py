"""Embedders: Segments in, (n, d) float32 rows of unit length out; zeros where there is no content.

A public file is a plug and its name is the name in the settings: `static` (the shipped lemma vectors, the
default), `tfidf` (learnt from the answers at hand), `transformer` (any sentence-transformers model).
Each holds one scikit-learn transformer. torch, scikit-learn and sentence-transformers load at first use;
`static` needs none of them. `TunableBody` is no plug: it is what the classifier `setfit` tunes. `with_finnish` puts
the nearest Finnish word beside a Swedish or English one.
"""

from theme_mining.embedders._translating import with_finnish
from theme_mining.embedders._tuning import TunableBody
from theme_mining.embedders.static import StaticEmbedder
from theme_mining.embedders.tfidf import TfidfEmbedder
from theme_mining.embedders.transformer import TransformerEmbedder

__all__ = ["StaticEmbedder", "TfidfEmbedder", "TransformerEmbedder", "TunableBody", "with_finnish"]
