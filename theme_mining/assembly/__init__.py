"""Settings → living parts. Takes typed settings, gives readers, language, embedders, clusterers, classifiers
and reports ready to hand to a flow; loads only what is named."""
